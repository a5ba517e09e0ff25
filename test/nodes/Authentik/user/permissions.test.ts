/** With only the permissions of the table, a token can run the operation. */
import type { IDataObject } from 'n8n-workflow';

import { permissions, permissionsFor } from '../../../../nodes/Authentik/shared/permissions';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, runNode } from '../../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());

const user = () => locator(Number(sandbox.addUser({ email: 'ada@example.com' }).pk));
const group = () => locator(String(sandbox.addGroup({}).pk));
const member = () => {
	const pk = Number(sandbox.addUser({}).pk);
	return { user: locator(pk), group: locator(String(sandbox.addGroup({ users: [pk] }).pk)) };
};
const withDevices = () => {
	const pk = Number(sandbox.addUser({}).pk);
	for (const kind of ['totp', 'endpoint'] as const) sandbox.addDevice(kind, { user: pk });
	return locator(pk);
};
/** A user in a group, who is to move to another one. */
const mover = () => ({ user: member().user, groups: String(sandbox.addGroup({}).name) });
const newMember = () => ({
	group: member().group,
	members: String(sandbox.addUser({}).username),
});
/** A user with a session, a token and a group. */
const leaver = () => {
	const { user: pk } = sandbox.addToken({ intent: 'app_password' });
	sandbox.addSession({ user: pk });
	sandbox.addGroup({ users: [pk] });
	return locator(pk);
};
const byUsername = () => locator(String(sandbox.addUser({}).username), 'username');

const cases: Array<[string, string, () => IDataObject]> = [
	['user', 'addToGroup', () => ({ user: byUsername(), group: group() })],
	['user', 'create', () => ({ username: `u${Math.random()}` })],
	['user', 'delete', () => ({ user: user() })],
	['user', 'endSessions', () => ({ user: leaver() })],
	['user', 'get', () => ({ user: user() })],
	['user', 'getAll', () => ({})],
	['user', 'getDevices', () => ({ user: withDevices() })],
	['user', 'getGroups', () => ({ user: byUsername() })],
	['user', 'getSessions', () => ({ user: user() })],
	['user', 'offboard', () => ({ user: leaver(), preview: false })],
	['user', 'removeDevices', () => ({ user: withDevices() })],
	['user', 'removeFromGroup', () => ({ ...member() })],
	['user', 'setGroups', () => ({ ...mover(), preview: false })],
	['user', 'setPassword', () => ({ user: user(), password: 'correct horse' })],
	['user', 'update', () => ({ user: user(), updateFields: { name: 'x' } })],
	['user', 'upsert', () => ({ username: sandbox.addUser({}).username as string })],
	['group', 'addUser', () => ({ user: user(), group: group() })],
	['group', 'create', () => ({ name: `g${Math.random()}` })],
	['group', 'delete', () => ({ group: group() })],
	['group', 'get', () => ({ group: group() })],
	['group', 'getAll', () => ({})],
	['group', 'getMembers', () => ({ group: group() })],
	['group', 'removeUser', () => ({ ...member() })],
	['group', 'setMembers', () => ({ ...newMember(), preview: false })],
	['group', 'update', () => ({ group: group(), updateFields: { name: `g${Math.random()}` } })],
	['group', 'upsert', () => ({ name: sandbox.addGroup({}).name as string })],
];

it.each(cases)(
	'%s: %s works with the permissions of the table',
	async (resource, operation, give) => {
		const needed = [...permissionsFor(resource, operation)];
		const { key } = sandbox.addToken({ intent: 'api', permissions: needed });
		const { error } = await runNode(
			sandbox,
			{ resource, operation, ...give() },
			{ credential: { apiToken: key } },
		);
		expect(error?.description ?? error).toBeUndefined();
	},
);

it.each(['createRecoveryLink', 'sendRecoveryEmail'] as const)(
	'user: %s gets as far as the missing flow',
	async (operation) => {
		const { key } = sandbox.addToken({
			intent: 'api',
			permissions: [...permissions.user[operation]],
		});
		const { error } = await runNode(
			sandbox,
			{
				resource: 'user',
				operation,
				user: user(),
				emailStage: locator('5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11'),
			},
			{ credential: { apiToken: key } },
		);
		expect(error?.httpCode).toBe('400');
	},
);
