/** If one permission is missing, an operation of more than one request names that one, and not all that it needs. */
import type { IDataObject } from 'n8n-workflow';

import { permissionsFor } from '../../../nodes/Authentik/shared/permissions';
import type { Sandbox } from '../../../sandbox';
import { startSandbox } from '../../../sandbox';
import { callApi } from '../../support/api';
import { locator, runNode } from '../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	await callApi(sandbox, 'POST', '/core/applications/', { name: 'App', slug: 'app' });
});
afterAll(async () => await sandbox.close());

const app = locator('app', 'slug');
const granting = () => ({
	application: app,
	principal: { user: locator(Number(sandbox.addUser({}).pk)) },
});
const provider = () => locator(Number(sandbox.addProvider({}).pk));
const user = () => String(sandbox.addUser({}).username);
/** A user with a session, a token and a group. */
const leaver = () => {
	const { user: pk } = sandbox.addToken({ intent: 'app_password' });
	sandbox.addSession({ user: pk });
	sandbox.addGroup({ users: [pk] });
	return { user: locator(pk) };
};
const steps = (...given: string[]) => ({ ...leaver(), options: { steps: given }, preview: false });
const mapping = (managed?: string) => ({
	scimMapping: locator(String(sandbox.addMapping({ name: `m${Math.random()}`, managed }).pk)),
	updateFields: { expression: 'return {}' },
	options: { copyIfManaged: true },
});

/** The missing permission, and what the error names if that is more: what authentik's answer leaves open. */
const CASES: Array<[string, string, string, () => IDataObject | Promise<IDataObject>, string?]> = [
	[
		'user',
		'offboard',
		'authentik_core.change_user',
		() => steps('deactivate', 'deleteTokens', 'endSessions'),
	],
	['user', 'offboard', 'authentik_core.delete_authenticatedsession', () => steps('endSessions')],
	['user', 'offboard', 'authentik_core.delete_token', () => steps('deleteTokens')],
	[
		'user',
		'offboard',
		'authentik_core.remove_user_from_group',
		() => steps('leaveGroups'),
		'authentik_core.view_group and authentik_core.remove_user_from_group',
	],
	['user', 'offboard', 'authentik_core.view_user', () => steps('deactivate')],
	[
		'user',
		'removeDevices',
		'authentik_stages_authenticator_totp.delete_totpdevice',
		() => {
			const pk = Number(sandbox.addUser({}).pk);
			sandbox.addDevice('totp', { user: pk });
			return { user: locator(pk) };
		},
	],
	['user', 'endSessions', 'authentik_core.delete_authenticatedsession', leaver],
	['user', 'upsert', 'authentik_core.view_user', () => ({ username: user() })],
	['user', 'upsert', 'authentik_core.add_user', () => ({ username: `new${Math.random()}` })],
	['user', 'upsert', 'authentik_core.change_user', () => ({ username: user() })],
	[
		'user',
		'update',
		'authentik_core.change_user',
		() => ({
			user: locator(Number(sandbox.addUser({}).pk)),
			updateFields: { attributes: '{"a": 1}' },
		}),
	],
	[
		'scimProvider',
		'attach',
		'authentik_core.change_application',
		() => ({ scimProvider: provider(), application: app }),
	],
	[
		'scimProvider',
		'detach',
		'authentik_core.change_application',
		async () => {
			const { pk } = sandbox.addProvider({});
			await callApi(sandbox, 'PATCH', '/core/applications/app/', { backchannel_providers: [pk] });
			return { scimProvider: locator(Number(pk)) };
		},
	],
	[
		'scimProvider',
		'create',
		'authentik_providers_scim.add_scimprovider',
		() => ({ name: 'new', url: 'https://scim.example.com', additionalFields: { token: 't' } }),
	],
	[
		'application',
		'delete',
		'authentik_core.delete_application',
		() => ({ application: app, options: { attachedProviders: 'delete' } }),
	],
	['application', 'getBindings', 'authentik_core.view_application', () => ({ application: app })],
	['application', 'grantAccess', 'authentik_policies.view_policybinding', granting],
	['application', 'grantAccess', 'authentik_policies.add_policybinding', granting],
	[
		'application',
		'revokeAccess',
		'authentik_policies.delete_policybinding',
		async () => {
			const pk = Number(sandbox.addUser({}).pk);
			const { body } = await callApi(sandbox, 'GET', '/core/applications/app/');
			const binding = { target: body.pk, user: pk, order: 0 };
			await callApi(sandbox, 'POST', '/policies/bindings/', binding);
			const principal = { user: locator(pk) };
			return { application: app, principal, options: { allowEverybody: true } };
		},
	],
	['scimMapping', 'update', 'authentik_providers_scim.change_scimmapping', () => mapping()],
	[
		'scimMapping',
		'update',
		'authentik_providers_scim.add_scimmapping',
		() => mapping(`goauthentik.io/test/${Math.random()}`),
	],
];

it.each(CASES)('%s: %s without %s', async (resource, operation, missing, give, named = missing) => {
	const all = permissionsFor(resource, operation, ['copyIfManaged']);
	expect(all).toContain(missing);
	const { key } = sandbox.addToken({
		intent: 'api',
		permissions: all.filter((permission) => permission !== missing),
	});
	const { error } = await runNode(
		sandbox,
		{ resource, operation, ...(await give()) },
		{ credential: { apiToken: key } },
	);
	expect(error?.httpCode).toBe('403');
	expect(error?.description).toContain(`Permission needed: ${named}. `);
});

it('names only the permissions to view, where authentik answers "not found"', async () => {
	const { error } = await runNode(sandbox, {
		resource: 'user',
		operation: 'delete',
		user: locator(999_999),
	});
	expect(error?.httpCode).toBe('404');
	expect(error?.description).toContain('Permission needed: authentik_core.view_user. ');
});
