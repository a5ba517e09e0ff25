/** The node and the sandbox, compared with what the official client of each release sends and reads. */
import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Client } from '../support/clients';
import { clientOf, configurationFor, keysLost } from '../support/clients';
import { expectSameWrite } from '../support/contract';
import { locator, requestsTo, runNode } from '../support/node';

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let client: Client;
	let authenticators: InstanceType<Client['AuthenticatorsApi']>;
	let core: InstanceType<Client['CoreApi']>;
	let pk: number;

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		client = await clientOf(release);
		const configuration = configurationFor(client, sandbox);
		authenticators = new client.AuthenticatorsApi(configuration);
		core = new client.CoreApi(configuration);
		pk = Number(sandbox.addUser({}).pk);
	});
	afterAll(async () => await sandbox.close());

	const run = async (operation: string, parameters: object) =>
		await runNode(sandbox, { resource: 'user', operation, user: locator(pk), ...parameters });

	it('the list of devices goes over the wire as the client sends it, and is read back without loss', async () => {
		sandbox.addDevice('totp', { user: pk });
		sandbox.addDevice('webauthn', { user: pk });
		sandbox.clearLog();
		const { json } = await run('getDevices', { output: 'raw' });
		await authenticators.authenticatorsAdminAllList({ user: pk });
		const lists = requestsTo(sandbox).filter(({ path }) => path.includes('/authenticators/'));
		const [ours, theirs] = lists.map(({ method, path, query }) => ({ method, path, query }));
		expect(theirs).toBeDefined();
		expect(ours).toEqual(theirs);
		expect(json).toHaveLength(2);
		for (const { device_type, ...device } of json) {
			expect(device_type).toMatch(/^(?:totp|webauthn)$/);
			expect(keysLost(device, client.DeviceFromJSON(device))).toEqual([]);
		}
	});

	it('the removal of a device goes over the wire as the client sends it', async () => {
		const { json } = await run('getDevices', {});
		const totp = json.find(({ device_type }) => device_type === 'totp');
		const sent = await expectSameWrite(
			sandbox,
			async () => await run('removeDevices', { options: { deviceTypes: ['totp'] } }),
			async () => await authenticators.authenticatorsAdminTotpDestroy({ id: Number(totp?.pk) }),
		);
		expect(sent.method).toBe('DELETE');
	});

	it('changes of groups go over the wire as the client sends them', async () => {
		const groupUuid = String(sandbox.addGroup({}).pk);
		const request = { groupUuid, userAccountRequest: { pk } };
		await expectSameWrite(
			sandbox,
			async () => await run('setGroups', { groups: [groupUuid], preview: false }),
			async () => await core.coreGroupsAddUserCreate(request),
		);
		await expectSameWrite(
			sandbox,
			async () => await run('setGroups', { groups: '[]', preview: false }),
			async () => await core.coreGroupsRemoveUserCreate(request),
		);
	});
});
