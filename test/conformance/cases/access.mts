import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { expression, locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Invitation, Locator, Resource } from '../types.mts';
import type { World } from '../world.mts';

const NOWHERE = 'c0ffee00-0000-4000-8000-000000000000';
const INVITATIONS = '/stages/invitation/invitations/';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** An invitation created by the node. */
async function invite(world: World, flow: Locator, additionalFields: NodeParameters = {}) {
	const name = world.name('invitation');
	const parameters = { name, flow, expires: inMinutes(10), additionalFields };
	const made = await world.one('invitation', 'create', parameters);
	world.owns('invitation', made.pk);
	return { ...made, locator: locator(made.pk) };
}

/** A token created by the node. */
async function issue(world: World, parameters: NodeParameters = {}) {
	const identifier = world.owns('token', world.name('token'));
	const made = await world.one('token', 'create', { identifier, ...parameters });
	return { ...made, locator: locator(identifier, 'identifier') };
}

/** Invitations and tokens. */
export const access: Case[] = [
	{
		name: 'invitation: create by the ID and the slug of a flow, with its link',
		async run(world) {
			const flow = await world.flow();
			const fixedData = '{"email": "ada@example.com"}';
			const first = await invite(world, flow.locator, { fixedData, singleUse: true });
			const stored = await world.api<Invitation>('GET', `${INVITATIONS}${first.pk}/`);
			assert.deepEqual(stored.fixed_data, { email: 'ada@example.com' });
			assert.deepEqual([stored.single_use, stored.flow], [true, flow.pk]);
			const second = await invite(world, locator(flow.slug, 'slug'));
			for (const { pk, link } of [first, second]) {
				assert.ok(link.endsWith(`/if/flow/${flow.slug}/?itoken=${pk}`), link);
			}
		},
	},
	{
		name: 'invitation: get, list and delete',
		async run(world) {
			const flow = await world.flow();
			const made = [await invite(world, flow.locator), await invite(world, flow.locator)];
			const [{ pk, name, locator: invitation }, other] = made;
			const got = await world.one('invitation', 'get', { invitation });
			assert.deepEqual([got.pk, got.name, got.slug], [pk, name, flow.slug]);
			const pks = async (filters: NodeParameters, options: NodeParameters = {}) =>
				(await world.ok('invitation', 'getAll', { returnAll: true, filters, options })).map(
					(row) => row.pk,
				);
			assert.deepEqual(await pks({ name }), [pk]);
			assert.deepEqual(await pks({ search: name }), [pk]);
			const flowSlug = flow.slug;
			const username = got.username;
			const ordering = 'expires';
			const both = await pks({ flowSlug, createdByUsername: username }, { ordering });
			assert.deepEqual(both, [pk, other.pk]);
			const gone = await world.one('invitation', 'delete', { invitation });
			assert.deepEqual(gone, { pk, deleted: true });
			assert.deepEqual(await pks({ flowSlug }), [other.pk]);
		},
	},
	{
		name: 'invitation: an email address is refused before anything is sent',
		until: '2026.2',
		async run(world) {
			const parameters = { invitation: locator(NOWHERE), emailAddresses: 'ada@example.com' };
			const message = /^'Send Email' needs authentik 2026\.5 or later/;
			await world.refuses(message, 'invitation', 'sendEmail', parameters);
		},
	},
	{
		name: 'invitation: sent by email',
		from: '2026.5',
		async run(world) {
			const { pk, locator: invitation } = await invite(world, (await world.flow()).locator);
			const wrong = { invitation, emailAddresses: 'bob' };
			await world.refuses(/invalid email address: "bob"/, 'invitation', 'sendEmail', wrong);
			// Tests on a real server send no emails.
			if (!world.isSandbox) return;
			const parameters = { invitation, emailAddresses: 'ada@example.com' };
			const sent = await world.one('invitation', 'sendEmail', parameters);
			assert.deepEqual(sent, { pk, sent: true });
		},
	},
	{
		name: 'token: create for a user, get its key, rotate it',
		async run(world) {
			const { pk, locator: user } = await world.user();
			const additionalFields = { user, description: 'for reports' };
			const token = await issue(world, { additionalFields });
			assert.ok(!('key' in token));
			const shown = [token.user, token.intent, token.expiring, token.description];
			assert.deepEqual(shown, [pk, 'api', false, 'for reports']);
			const ask = async (operation: 'getKey' | 'rotate') =>
				await world.one('token', operation, { tokenIdentifier: token.locator });
			const { identifier } = token;
			const before = await ask('getKey');
			assert.equal(before.identifier, identifier);
			assert.equal(await world.whoHas(before.key), pk);
			const after = await ask('rotate');
			assert.deepEqual(await ask('getKey'), after);
			assert.equal(await world.whoHas(after.key), pk);
			assert.equal(await world.whoHas(before.key), undefined);
		},
	},
	{
		name: 'token: app password that ends',
		async run(world) {
			const expires = inMinutes(5);
			const parameters = { intent: 'app_password', additionalFields: { expires } };
			const token = await issue(world, parameters);
			assert.ok(token.expires);
			assert.equal(new Date(token.expires).toISOString(), expires);
			const { key } = await world.one('token', 'getKey', { tokenIdentifier: token.locator });
			assert.equal(await world.whoHas(key), undefined);
		},
	},
	{
		name: 'token: list by filters, and delete',
		async run(world) {
			const { username, locator: user } = await world.user();
			const description = world.name('mark');
			const { identifier, locator: tokenIdentifier } = await issue(world, {
				additionalFields: { user, description },
			});
			const list = async (filters: NodeParameters, options: NodeParameters = {}) =>
				(await world.ok('token', 'getAll', { returnAll: true, filters, options })).map(
					(row) => row.identifier,
				);
			for (const filters of [
				{ identifier },
				{ description },
				{ userUsername: username },
				{ search: description },
				{ identifier, intent: 'api', expiring: false },
			]) {
				assert.deepEqual(await list(filters), [identifier], JSON.stringify(filters));
			}
			assert.deepEqual(await list({ identifier, intent: 'app_password' }), []);
			const gone = await world.one('token', 'delete', { tokenIdentifier });
			assert.deepEqual(gone, { identifier, deleted: true });
			assert.deepEqual(await list({ identifier }), []);
		},
	},
	{
		name: 'access: errors name unknown IDs',
		async run(world) {
			const invitation = locator(NOWHERE);
			await world.isUnknown('invitation', 'get', { invitation });
			await world.isUnknown('invitation', 'delete', { invitation });
			const flow = locator(world.name('nowhere'), 'slug');
			const parameters = { name: world.name('invitation'), flow, expires: inMinutes(10) };
			await world.fails(/^No flow found with the slug/, 'invitation', 'create', parameters);
			const tokenIdentifier = locator(world.name('nothing'), 'identifier');
			for (const operation of ['getKey', 'rotate', 'delete']) {
				await world.isUnknown('token', operation, { tokenIdentifier });
			}
		},
	},
	{
		name: 'access: a name that is taken, and a flow that does not exist',
		async run(world) {
			const { identifier } = await issue(world);
			const message = /^authentik rejected 'Identifier'/;
			const error = await world.fails(message, 'token', 'create', { identifier });
			assert.equal(error.httpCode, '400');
			await assert.rejects(invite(world, locator(NOWHERE)), /^Error: authentik rejected 'Flow'/);
		},
	},
	{
		name: 'access: wrong values are refused before anything is sent',
		async run(world) {
			const create = async (message: RegExp, resource: Resource, changes: NodeParameters) => {
				const invitation = { name: 'x', flow: locator(NOWHERE), expires: inMinutes(10) };
				const base = resource === 'token' ? { identifier: 'x' } : invitation;
				await world.refuses(message, resource, 'create', { ...base, ...changes });
			};
			await create(/'Name' must be a slug/, 'invitation', { name: 'a b' });
			await create(/'Expires' must be in the future/, 'invitation', { expires: inMinutes(-1) });
			await create(/'Fixed Data' must be/, 'invitation', { additionalFields: { fixedData: '[]' } });
			await create(/'Identifier' must be a slug/, 'token', { identifier: 'a b' });
			const elsewhere = { tokenIdentifier: locator(expression('../users/1'), 'identifier') };
			await world.refuses(/'Token' must be a slug/, 'token', 'delete', elsewhere);
		},
	},
];
