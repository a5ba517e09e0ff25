import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { expression, locator } from '../../support/node.ts';
import type { Case } from '../case.mts';

const NOBODY = '2147483000';
const NOWHERE = 'c0ffee00-0000-4000-8000-000000000000';
const PASSWORD = 'correct horse battery staple';

/** What authentik and the node refuse to do with users and groups. */
export const refusals: Case[] = [
	{
		name: 'user: errors name unknown IDs',
		async run(world) {
			const user = locator(NOBODY);
			const { locator: group } = await world.group();
			await world.isUnknown('user', 'get', { user });
			await world.isUnknown('user', 'update', { user, updateFields: { name: 'x' } });
			await world.isUnknown('user', 'update', { user, updateFields: { attributes: { a: 1 } } });
			await world.isUnknown('user', 'setPassword', { user, password: PASSWORD });
			await world.isUnknown('user', 'addToGroup', { user, group });
			await world.isUnknown('user', 'getSessions', { user });
			await world.isUnknown('user', 'endSessions', { user });
			await world.isUnknown('user', 'offboard', { user });
			await world.isUnknown('user', 'delete', { user });
		},
	},
	{
		name: 'user: the error names the unknown ID for a recovery link, once there is a recovery flow',
		async run(world) {
			const parameters = { user: locator(NOBODY) };
			if (world.isSandbox)
				await world.fails(/No recovery flow set/, 'user', 'createRecoveryLink', parameters);
			await world.withRecoveryFlow(async (other) => {
				await other.isUnknown('user', 'createRecoveryLink', parameters);
			});
		},
	},
	{
		name: 'user: a username that is taken, and an invalid email address',
		async run(world) {
			const { username } = await world.user();
			const unique = /^authentik rejected 'Username': This field must be unique/;
			await world.fails(unique, 'user', 'create', { username });
			// Up to 2025.8 the database refuses it, and authentik passes on its error.
			const taken = /^authentik rejected .*(?:'Name': This field must be unique|duplicate key)/;
			const account = { name: username };
			const error = await world.fails(taken, 'user', 'createServiceAccount', account);
			assert.equal(error.httpCode, '400');
			const wrong = { username: world.name('user'), additionalFields: { email: 'none' } };
			await world.fails(/^authentik rejected 'Email'/, 'user', 'create', wrong);
		},
	},
	{
		name: 'user: wrong values are refused before anything is sent',
		async run(world) {
			const { locator: user, username } = await world.user();
			const refuses = async (message: RegExp, operation: string, parameters: NodeParameters) =>
				await world.refuses(message, 'user', operation, parameters);
			const create = async (message: RegExp, additionalFields: NodeParameters) =>
				await refuses(message, 'create', { username, additionalFields });
			await refuses(/'Username' must not be empty/, 'create', { username: ' ' });
			await create(/'Attributes' must be a JSON object/, { attributes: '[1]' });
			await create(/'Group Names or IDs' must not be empty/, { groups: ['Sales', ''] });
			await create(/'Type' can't be internal_service_account/, {
				type: '={{ "internal_service_account" }}',
			});
			await refuses(/^No fields to update/, 'update', { user });
			await refuses(/'Password'/, 'setPassword', { user, password: ' ' });
			await refuses(/'UUID' must be a UUID/, 'getAll', { filters: { uuid: '5' } });
			await refuses(/User/, 'get', { user: locator(expression('1/../2')) });
			const options = { steps: '={{ ["vanish"] }}' };
			await refuses(/'Steps' can't be "vanish"/, 'offboard', { user, options });
		},
	},
	{
		name: 'user: a field and a filter of later releases are refused before anything is sent',
		until: '2025.10',
		async run(world) {
			const { locator: user } = await world.user();
			const message = /needs authentik 20\d\d\.\d+ or later/;
			await world.refuses(message, 'user', 'update', { user, updateFields: { roles: [] } });
			const filters = { lastLoginIsnull: true };
			await world.refuses(message, 'user', 'getAll', { filters });
		},
	},
	{
		name: 'group: errors name unknown IDs',
		async run(world) {
			const group = locator(NOWHERE);
			const { locator: user } = await world.user();
			await world.isUnknown('group', 'get', { group });
			await world.isUnknown('group', 'update', { group, updateFields: { isSuperuser: false } });
			await world.isUnknown('group', 'addUser', { group, user });
			await world.isUnknown('group', 'delete', { group });
			const { locator: present } = await world.group();
			await world.isUnknown('group', 'addUser', { group: present, user: locator(NOBODY) });
		},
	},
	{
		name: 'group: a name that is taken',
		async run(world) {
			const { name } = await world.group();
			const error = await world.fails(/^authentik rejected/, 'group', 'create', { name });
			assert.equal(error.httpCode, '400');
		},
	},
	{
		name: 'group: wrong values are refused before anything is sent',
		async run(world) {
			const refuses = async (message: RegExp, operation: string, parameters: NodeParameters) =>
				await world.refuses(message, 'group', operation, parameters);
			const group = locator(NOWHERE);
			const name = world.name('group');
			await refuses(/'Name' must not be empty/, 'create', { name: ' ' });
			const additionalFields = { attributes: '"x"' };
			await refuses(/'Attributes' must be a JSON object/, 'create', { name, additionalFields });
			await refuses(/^No fields to update/, 'update', { group });
			await refuses(/'Superuser' must be true or false/, 'update', {
				group,
				updateFields: { isSuperuser: '={{ "maybe" }}' },
			});
			await refuses(/'Group' must be a UUID/, 'get', { group: locator(expression('../users/1')) });
		},
	},
];
