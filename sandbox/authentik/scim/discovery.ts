import type { Authentik } from '../../core/call';
import type { Dictionary, ScimProviderRow } from '../../core/state/models';
import { ScimClient } from './client';
import { addLink, linksOf } from './links';
import type { Kind } from './schema';

/** Links what the target already has to the users and groups of the same name (2026.8 and later). */
export async function discover(provider: ScimProviderRow, authentik: Authentik): Promise<void> {
	if (!provider.discovery_enabled) return;
	for (const kind of ['user', 'group'] as const) {
		const client = await ScimClient.open(provider, authentik);
		for (const found of await allOf(client, kind)) adopt(found, kind, provider, authentik);
	}
}

async function allOf(client: ScimClient, kind: Kind): Promise<Dictionary[]> {
	const path = kind === 'user' ? '/Users' : '/Groups';
	const found: Dictionary[] = [];
	for (;;) {
		const query = found.length === 0 ? '' : `?startIndex=${found.length + 1}`;
		const answer = await client.request('GET', path + query);
		const page = (answer.Resources ?? []) as Dictionary[];
		found.push(...page);
		if (page.length === 0 || found.length >= Number(answer.totalResults)) return found;
	}
}

function adopt(
	found: Dictionary,
	kind: Kind,
	provider: ScimProviderRow,
	authentik: Authentik,
): void {
	const { state } = authentik;
	const id = String(found.id);
	const links = linksOf(state, kind).all();
	if (links.some((link) => link.provider === provider.pk && link.scim_id === id)) return;
	const emails = ((found.emails ?? []) as Dictionary[]).map(({ value }) => value);
	const row =
		kind === 'user'
			? state.users.find((one) => one.username === found.userName || emails.includes(one.email))
			: state.groups.find((one) => one.name === found.displayName);
	if (!row) return;
	const link = { object: row.pk, provider: provider.pk, scim_id: id, attributes: found };
	addLink(authentik, kind, link);
}
