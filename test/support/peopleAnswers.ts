import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import { inSpan, INVITATION_EMAIL, ROLES_OF_USERS } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { callApi } from './api';
import { locator } from './node';

/** Runs one operation, whose first item it returns. */
export type Run = (
	resource: string,
	operation: string,
	parameters: INodeParameters,
) => Promise<IDataObject>;

export interface Objects {
	user: ReturnType<typeof locator>;
	group: ReturnType<typeof locator>;
}

/** Runs every operation on people, groups, applications and access once against the sandbox. */
export async function runPeople(run: Run, sandbox: Sandbox, release: Release): Promise<void> {
	const group = await runGroups(run);
	const user = await runUsers(run, sandbox, group);
	await runApplications(run, sandbox, { user, group });
	await runAccess(run, sandbox, inSpan(release, INVITATION_EMAIL));
	await runEvents(run);
	await runRoles(run, user, inSpan(release, ROLES_OF_USERS));
	await run('apiRequest', 'send', { path: '/admin/version/' });
}

async function runGroups(run: Run) {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('group', operation, parameters);
	const { pk } = await of('create', { name: 'Crew' });
	const group = locator(String(pk));
	const { pk: gone } = await of('create', { name: 'Gone' });
	await of('delete', { group: locator(String(gone)) });
	await of('upsert', { name: 'Crew' });
	await of('update', { group, updateFields: { attributes: '{"a": 1}' } });
	return group;
}

async function runUsers(run: Run, sandbox: Sandbox, group: ReturnType<typeof locator>) {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('user', operation, parameters);
	const email = 'grace@example.com';
	const password = 'correct horse';
	const { pk } = await of('create', { username: 'grace', additionalFields: { email, password } });
	const user = locator(Number(pk));
	await of('upsert', { username: 'grace', additionalFields: { name: 'Grace Hopper' } });
	await of('update', { user, updateFields: { name: 'Grace' } });
	await of('addToGroup', { user, group });
	await run('group', 'addUser', { group, user });
	await run('group', 'get', { group });
	await run('group', 'get', { group, options: { includeUsers: true } });
	await run('group', 'getAll', { returnAll: true });
	await run('group', 'getMembers', { group, returnAll: true });
	await of('getGroups', { user, returnAll: true });
	await run('group', 'create', { name: 'Other crew' });
	await of('setGroups', { user, groups: 'Other crew' });
	await run('group', 'setMembers', { group, members: 'akadmin' });
	await of('get', { user });
	await of('getAll', { returnAll: true });
	await run('group', 'removeUser', { group, user });
	await of('removeFromGroup', { user, group });
	await of('setPassword', { user, password });
	const { emailStage } = sandbox.addRecoveryFlow();
	await of('createRecoveryLink', { user });
	await of('sendRecoveryEmail', { user, emailStage: locator(emailStage) });
	await of('createServiceAccount', { name: 'robot' });
	sandbox.addSession({ user: Number(pk) });
	await of('getSessions', { user, returnAll: true });
	await of('endSessions', { user });
	for (const kind of ['totp', 'webauthn'] as const) sandbox.addDevice(kind, { user: Number(pk) });
	await of('getDevices', { user });
	await of('removeDevices', { user, options: { deviceTypes: ['totp'] } });
	const steps = ['deactivate', 'deleteTokens', 'endSessions', 'leaveGroups', 'removeDevices'];
	await of('offboard', { user, options: { steps } });
	await of('offboard', { user, preview: false });
	const { pk: gone } = await of('create', { username: 'gone' });
	await of('delete', { user: locator(Number(gone)) });
	return user;
}

async function runApplications(run: Run, sandbox: Sandbox, { user, group }: Objects) {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('application', operation, parameters);
	await of('create', { name: 'Wiki', slug: 'wiki' });
	const application = locator('wiki', 'slug');
	await of('get', { application });
	await of('getAll', { returnAll: true });
	await of('update', { application, updateFields: { metaPublisher: 'Us' } });
	await of('checkAccess', { application, user });
	const { body: policy } = await callApi(sandbox, 'POST', '/policies/expression/', {
		name: 'policy',
		expression: 'return True',
	});
	for (const principal of [{ user }, { group }, { policy: locator(String(policy.pk)) }]) {
		await of('grantAccess', { application, principal });
	}
	await of('getBindings', { application, returnAll: true });
	await of('revokeAccess', { application, principal: { user } });
	await of('revokeAccess', { application, principal: { group } });
	await of('delete', { application });
}

async function runAccess(run: Run, sandbox: Sandbox, mails: boolean): Promise<void> {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('invitation', operation, parameters);
	const flow = locator(String(sandbox.addFlow({ slug: 'enrol' }).pk));
	const expires = '2999-01-01T00:00:00Z';
	const { pk } = await of('create', { name: 'welcome', flow, expires });
	const invitation = locator(String(pk));
	await of('get', { invitation });
	await of('getAll', { returnAll: true });
	if (mails) await of('sendEmail', { invitation, emailAddresses: 'ada@example.com' });
	await of('delete', { invitation });

	const identifier = 'robot-api';
	await run('token', 'create', { identifier, intent: 'api' });
	const tokenIdentifier = locator(identifier, 'identifier');
	await run('token', 'getAll', { returnAll: true });
	await run('token', 'getKey', { tokenIdentifier });
	await run('token', 'rotate', { tokenIdentifier });
	await run('token', 'delete', { tokenIdentifier });
}

async function runEvents(run: Run): Promise<void> {
	const { pk } = await run('event', 'getAll', { limit: 20 });
	await run('event', 'get', { event: locator(String(pk)) });
}

async function runRoles(run: Run, user: ReturnType<typeof locator>, isOfUsers: boolean) {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('role', operation, parameters);
	const { pk } = await of('create', { name: 'Readers' });
	const role = locator(String(pk));
	await of('get', { role });
	await of('getAll', { returnAll: true });
	if (isOfUsers) await of('addUser', { role, user });
	if (isOfUsers) await of('removeUser', { role, user });
	const permissions = ['authentik_core.view_user', 'group.get'];
	const options = { objectModel: 'authentik_core.user', objectPk: '1' };
	await of('assignPermissions', { role, permissions });
	await of('assignPermissions', { role, permissions: 'user.addToGroup', options });
	await of('unassignPermissions', { role, permissions });
	await of('unassignPermissions', { role, permissions: 'authentik_core.change_user', options });
	await of('delete', { role });
}
