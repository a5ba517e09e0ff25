import { BEHAVIOUR, holds } from '../../core/releases';
import type { Dictionary, GroupRow, LinkRow } from '../../core/state/models';
import { groupObject, requestObject } from '../expressions/expressions';
import type { ScimClient } from './client';
import { NotFound, ObjectExists, RequestFailure } from './errors';
import { addLink, differs, linkOf, remoteIdsOf } from './links';
import { mapped } from './mapper';
import { memberChanges, patchRequest, shaped, withId } from './schema';
import { existing, keyOf } from './users';

/** Creates or updates a group at the target, with its members. */
export async function writeGroup(client: ScimClient, group: GroupRow): Promise<void> {
	const { state } = client.authentik;
	const link = linkOf(state, 'group', group.pk, client.provider);
	if (!link) return await create(client, group);
	await update(client, group, link).catch(async (error: unknown) => {
		if (!(error instanceof NotFound)) throw error;
		state.groupLinks.remove(link.pk);
		await create(client, group);
	});
}

/** Adds users to a provisioned group, or removes them. */
export async function changeMembers(
	client: ScimClient,
	group: GroupRow,
	op: 'add' | 'remove',
	users: number[],
): Promise<void> {
	const link = linkOf(client.authentik.state, 'group', group.pk, client.provider);
	if (!link) return;
	if (!client.config.patch) return await writeGroup(client, group);
	const ids = remoteIdsOf(client.authentik.state, users, client.provider);
	await patch(client, link, memberChanges(op, ids));
}

async function create(client: ScimClient, group: GroupRow): Promise<void> {
	const payload = await payloadOf(client, group);
	const filter = `displayName eq "${group.name}"`;
	const answer = await client
		.request('POST', '/Groups', payload)
		.catch(async (refusal: unknown) => await existing(client, '/Groups', filter, refusal));
	const link = addLink(client.authentik, 'group', {
		object: group.pk,
		provider: client.provider.pk,
		scim_id: keyOf(answer),
		attributes: answer,
	});
	const ids = remoteIdsOf(client.authentik.state, group.users, client.provider);
	await patch(client, link, memberChanges('add', ids));
}

async function update(client: ScimClient, group: GroupRow, link: LinkRow): Promise<void> {
	const payload = withId(await payloadOf(client, group, link), link.scim_id, 'group');
	const skips = holds(client.authentik.release, BEHAVIOUR.unchangedIsSkipped);
	const isNew = !skips || differs(link.attributes, payload);
	if (isNew) {
		if (client.config.patch) await replace(client, link, payload);
		else {
			const put = client.request('PUT', `/Groups/${link.scim_id}`, payload);
			await put.catch(async (error: unknown) => {
				if (!(error instanceof RequestFailure || error instanceof ObjectExists)) throw error;
				// Some targets don't support PUT for groups.
				await replace(client, link, payload);
			});
		}
	}
	await alignMembers(client, group, link);
}

async function replace(client: ScimClient, link: LinkRow, payload: Dictionary): Promise<void> {
	const path = `/Groups/${link.scim_id}`;
	if (client.provider.compatibility_mode !== 'aws')
		return void (await client.request('PATCH', path, {
			Operations: [{ op: 'replace', value: payload }],
		}));
	const changes = ['displayName', 'externalId'].map((name) => ({
		op: 'replace',
		path: name,
		value: payload[name],
	}));
	await patch(client, link, changes);
}

/** Compares the members at the target with the expected ones. */
async function alignMembers(client: ScimClient, group: GroupRow, link: LinkRow): Promise<void> {
	const wanted = remoteIdsOf(client.authentik.state, group.users, client.provider);
	const { members } = await client.request('GET', `/Groups/${link.scim_id}`);
	if (!Array.isArray(members)) return;
	const there = members.map(({ value }: { value: unknown }) => String(value));
	await patch(client, link, [
		...memberChanges(
			'add',
			wanted.filter((id) => !there.includes(id)),
		),
		...memberChanges(
			'remove',
			there.filter((id) => !wanted.includes(id)),
		),
	]);
}

/** Sends changes, in batches if the target limits the number per request. */
async function patch(client: ScimClient, link: LinkRow, changes: Dictionary[]): Promise<void> {
	const size = client.config.maxOperations < 1 ? changes.length : client.config.maxOperations;
	for (let at = 0; at < changes.length; at += size) {
		const request = patchRequest(changes.slice(at, at + size));
		await client.request('PATCH', `/Groups/${link.scim_id}`, request);
	}
}

async function payloadOf(client: ScimClient, group: GroupRow, link?: LinkRow): Promise<Dictionary> {
	const { provider, authentik } = client;
	const { state } = authentik;
	const variables = {
		group: groupObject(group, state),
		user: null,
		request: requestObject(undefined, state),
	};
	const name = `Group ${group.name}`;
	const pks = provider.property_mappings_group;
	const raw = await mapped(pks, { name, variables }, link, provider, authentik);
	delete raw.members;
	const ids = client.config.patch ? [] : remoteIdsOf(state, group.users, provider);
	const members = ids.length > 0 ? { members: ids.map((value) => ({ value })) } : {};
	return shaped({ ...raw, ...members }, 'group', group.pk, name);
}
