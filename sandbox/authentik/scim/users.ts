import { BEHAVIOUR, holds } from '../../core/releases';
import type { Dictionary, LinkRow, UserRow } from '../../core/state/models';
import { jsonb } from '../../core/tasks/log';
import { requestObject, userObject } from '../expressions/expressions';
import { uidOf } from '../expressions/identity';
import type { ScimClient } from './client';
import { NotFound, ObjectExists, StopSync } from './errors';
import { addLink, differs, linkOf, linksOf } from './links';
import { mapped } from './mapper';
import { shaped, withId, type Kind } from './schema';

/** Creates or updates a user at the target. */
export async function writeUser(client: ScimClient, user: UserRow): Promise<void> {
	const { state } = client.authentik;
	const link = linkOf(state, 'user', user.pk, client.provider);
	if (!link) return await create(client, user);
	await update(client, user, link).catch(async (error: unknown) => {
		if (!(error instanceof NotFound)) throw error;
		state.userLinks.remove(link.pk);
		await create(client, user);
	});
}

/** Deletes an object at the target, and its link. */
export async function removeObject(client: ScimClient, kind: Kind, id: string): Promise<void> {
	const table = linksOf(client.authentik.state, kind);
	await client.request('DELETE', `/${kind === 'user' ? 'Users' : 'Groups'}/${id}`);
	const isIt = (link: LinkRow) => link.provider === client.provider.pk && link.scim_id === id;
	for (const link of table.all().filter(isIt)) table.remove(link.pk);
}

/** The key in a target's answer, which is required. */
export function keyOf({ id }: Dictionary): string {
	if (!id) throw new StopSync('SCIM Response with missing or invalid `id`');
	return String(id);
}

/** The target's object of this name, when the target says that it already exists. */
export async function existing(
	client: ScimClient,
	path: string,
	filter: string,
	refusal: unknown,
): Promise<Dictionary> {
	if (!(refusal instanceof ObjectExists) || !client.config.filter) throw refusal;
	const answer = await client.request('GET', `${path}?${String(new URLSearchParams({ filter }))}`);
	const [first] = (answer.Resources ?? []) as Dictionary[];
	if (first === undefined) throw refusal;
	return first;
}

async function create(client: ScimClient, user: UserRow): Promise<void> {
	const payload = await payloadOf(client, user);
	const filter = `userName eq "${String(payload.userName)}"`;
	const answer = await client
		.request('POST', '/Users', payload)
		.catch(async (refusal: unknown) => await existing(client, '/Users', filter, refusal));
	const link = { object: user.pk, provider: client.provider.pk, scim_id: keyOf(answer) };
	addLink(client.authentik, 'user', { ...link, attributes: answer });
}

async function update(client: ScimClient, user: UserRow, link: LinkRow): Promise<void> {
	const payload = withId(await payloadOf(client, user, link), link.scim_id, 'user');
	const skips = holds(client.authentik.release, BEHAVIOUR.unchangedIsSkipped);
	if (skips && !differs(link.attributes, payload)) return;
	const answer = await client.request('PUT', `/Users/${link.scim_id}`, payload);
	link.attributes = jsonb(answer) as Dictionary;
}

async function payloadOf(client: ScimClient, user: UserRow, link?: LinkRow): Promise<Dictionary> {
	const { provider, authentik } = client;
	const variables = {
		user: userObject(user, authentik.state),
		request: requestObject(user, authentik.state),
	};
	const subject = { name: user.username, variables };
	const raw = await mapped(provider.property_mappings, subject, link, provider, authentik);
	return shaped(raw, 'user', uidOf(user), user.username);
}
