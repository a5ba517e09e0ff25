import type { Authentik } from '../../core/call';
import type { Dictionary, LinkRow, ScimProviderRow } from '../../core/state/models';
import { uuid, type State, type Table } from '../../core/state/state';
import { jsonb } from '../../core/tasks/log';
import type { UsedBy } from '../../drf/viewset';
import type { Kind } from './schema';

/** Which object of authentik is linked to which of the target. */
export function linksOf(state: State, kind: Kind): Table<LinkRow> {
	return kind === 'user' ? state.userLinks : state.groupLinks;
}

/** The link of one object to a provider's target. */
export function linkOf(
	state: State,
	kind: Kind,
	object: string | number,
	provider: Pick<ScimProviderRow, 'pk'>,
): LinkRow | undefined {
	return linksOf(state, kind).find(
		(link) => link.object === object && link.provider === provider.pk,
	);
}

/** Stores the target's ID of an object, and what it answered. */
export function addLink(
	{ state }: Pick<Authentik, 'state'>,
	kind: Kind,
	values: Pick<LinkRow, 'object' | 'provider' | 'scim_id'> & { attributes?: Dictionary },
): LinkRow {
	const attributes = jsonb(values.attributes ?? {}) as Dictionary;
	return linksOf(state, kind).add({ ...values, attributes, pk: uuid() });
}

/** Removes the links of an object, or of a provider. */
export function dropLinks(state: State, kind: Kind, isAbout: (link: LinkRow) => boolean): void {
	const table = linksOf(state, kind);
	for (const link of table.all().filter(isAbout)) table.remove(link.pk);
}

/** The target's keys of some users, if they have been provisioned. */
export function remoteIdsOf(state: State, users: number[], provider: ScimProviderRow): string[] {
	return state.userLinks
		.all()
		.filter((link) => link.provider === provider.pk && users.includes(Number(link.object)))
		.map(({ scim_id: id }) => id);
}

/** Links as another object's `used_by` shows them. */
export function usesOfLinks(
	state: State,
	kind: Kind,
	isAbout: (link: LinkRow) => boolean,
): UsedBy[] {
	const links = linksOf(state, kind).all().filter(isAbout);
	return links.map(({ pk, object, provider }) => ({
		app: 'authentik_providers_scim',
		model_name: `scimprovider${kind}`,
		pk,
		name: `SCIM Provider ${kind === 'user' ? 'User' : 'Group'} ${object} to ${provider}`,
		action: 'cascade',
	}));
}

/** Whether the values contain anything that the target's last answer to a write did not. */
export function differs(known: unknown, values: unknown): boolean {
	if (Array.isArray(values)) {
		const items = Array.isArray(known) ? (known as unknown[]) : [];
		return !Array.isArray(known) || values.some((item) => !items.some((one) => same(one, item)));
	}
	if (typeof values !== 'object' || values === null) return known !== values;
	if (typeof known !== 'object' || known === null) return true;
	return Object.entries(values).some(([key, value]) => differs((known as Dictionary)[key], value));
}

function same(a: unknown, b: unknown): boolean {
	return JSON.stringify(jsonb(a)) === JSON.stringify(jsonb(b));
}
