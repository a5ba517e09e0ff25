import type { IDataObject } from 'n8n-workflow';

import { locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

const run = async (operation: string, parameters: IDataObject, apiToken?: string) =>
	await runNode(
		sandbox(),
		{ resource: 'user', operation, ...parameters },
		apiToken ? { credential: { apiToken } } : {},
	);
const writes = () =>
	requestsTo(sandbox())
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.slice(7)}`);

/** A user with an authenticator of each of three types, next to another user with one. */
function owner() {
	const [pk, other] = [1, 2].map(() => Number(sandbox().addUser({}).pk));
	const kinds = ['static', 'totp', 'endpoint'] as const;
	const devices = kinds.map((kind) => ({
		kind,
		pk: String(sandbox().addDevice(kind, { user: pk, name: `my ${kind}`, tokens: ['s3cret'] }).pk),
	}));
	sandbox().addDevice('totp', { user: other });
	return { pk, other, user: locator(pk), devices };
}

it('are listed with their types, and without recovery codes', async () => {
	const { pk, user } = owner();
	const { json, error } = await run('getDevices', { user });
	expect(error).toBeUndefined();
	expect(json.map(({ device_type, name }) => [device_type, name])).toEqual([
		['static', 'my static'],
		['totp', 'my totp'],
		['endpoint', 'my endpoint'],
	]);
	expect(JSON.stringify(json)).not.toContain('s3cret');
	expect(requestsTo(sandbox()).map(({ path, query }) => [path.slice(7), query])).toEqual([
		[`/core/users/${pk}/`, ''],
		['/authenticators/admin/all/', `user=${pk}`],
	]);
});

it('of a user who does not exist are an error', async () => {
	const { error } = await run('getDevices', { user: locator(999_999) });
	expect(error?.httpCode).toBe('404');
});

it('are removed, and only those of the user', async () => {
	const { pk, other, user, devices } = owner();
	const { json } = await run('removeDevices', { user });
	expect(json).toEqual([
		{
			pk,
			username: expect.any(String),
			devices_removed: devices.map(({ kind, pk: device }) => ({
				pk: device,
				device_type: kind,
				name: `my ${kind}`,
			})),
		},
	]);
	expect(writes().sort()).toEqual(
		devices.map(({ kind, pk: device }) => `DELETE /authenticators/admin/${kind}/${device}/`).sort(),
	);
	const again = await run('removeDevices', { user });
	expect(again.json[0].devices_removed).toEqual([]);
	expect((await run('getDevices', { user: locator(other) })).json).toHaveLength(1);
});

it('are removed by type', async () => {
	const { user } = owner();
	const options = { deviceTypes: ['totp', 'webauthn'] };
	const { json } = await run('removeDevices', { user, options });
	const removed = json[0].devices_removed as IDataObject[];
	expect(removed.map(({ device_type }) => device_type)).toEqual(['totp']);
	const none = await run('removeDevices', { user, options: { deviceTypes: [] } });
	expect(none.error?.message).toBe("'Types' must not be empty");
});

it('of an unknown type are refused before any is removed', async () => {
	const { user } = owner();
	sandbox().fault({
		path: '/authenticators/admin/all/',
		respond: {
			status: 200,
			body: [
				{
					pk: '1',
					name: 'chip',
					meta_model_name: 'authentik_stages_authenticator_chip.chipdevice',
				},
			],
		},
	});
	const { error } = await run('removeDevices', { user });
	expect(error?.message).toContain("The authenticator 'chip' has an unknown type");
	expect(writes()).toEqual([]);
});

it('warns that an empty list may only be what the credential may see', async () => {
	const { user } = owner();
	const { key } = sandbox().addToken({ intent: 'api', permissions: ['authentik_core.view_user'] });
	const { json } = await run('removeDevices', { user }, key);
	expect(json[0].devices_removed).toEqual([]);
	expect(json[0].warning).toContain('authentik_stages_authenticator_totp.view_totpdevice');
});
