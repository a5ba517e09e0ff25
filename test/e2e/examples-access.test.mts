/** The examples that grant and revoke access, started by hand and set up as a user would. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import type { INodeParameters } from 'n8n-workflow';

import { permissionsFor } from '../../nodes/Authentik/shared/permissions.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { api } from '../support/api.ts';
import { credentialFor, example, nodeOf } from '../support/n8n/examples.mts';
import type { Run } from '../support/n8n/exports.mts';
import { itemsOf } from '../support/n8n/exports.mts';
import type { Instance } from '../support/n8n/instance.mts';
import type { Listed, Named } from './support/authentik.mts';
import { changesIn } from './support/authentik.mts';
import { ScimFixture } from './support/scimFixture.mts';
import { byId } from './support/nodes.mts';

let fixture: ScimFixture;
let n8n: Instance;
let sandbox: Sandbox;
let crm: number;

before(async () => {
	fixture = await ScimFixture.start({ exclude_users_service_account: true });
	({ n8n, sandbox, crm } = fixture);
	await n8n.start();
	await n8n.saveCredentials(credentialFor(sandbox));
});

after(async () => await fixture?.close());

/** The JSON of the only item that a node returned. */
function jsonOf(run: Run, node: string) {
	const items = itemsOf(run, node);
	assert.equal(items.length, 1, node);
	return items[0].json;
}

describe('least-privilege', () => {
	const permissions = ['user.addToGroup', 'scimProvider.syncUser'];
	const needed = [...new Set(permissions.flatMap((one) => permissionsFor(...pair(one))))];

	function pair(operation: string): [string, string] {
		const [resource, name] = operation.split('.');
		return [resource, name];
	}

	/** Runs it on an authentik server, and signs in with the token that it shows. */
	async function create(authentik: Sandbox, id: string) {
		const workflow = await example('least-privilege', {
			id,
			nodes: {
				'Create Role': { name: 'movers' },
				'Assign Permissions': { permissions },
				'Create Service Account': { name: 'n8n-movers' },
			},
		});
		// Since it contains the token, n8n saves nothing of its execution.
		assert.equal(workflow.settings?.saveManualExecutions, false);
		workflow.settings.saveManualExecutions = true;
		await n8n.saveWorkflows(workflow);
		const result = await n8n.run(id);
		assert.equal(result.error, undefined);
		const shown = jsonOf(result, 'Show Token');
		const asAccount = { url: authentik.url, token: String(shown.token) };
		const get = async (path: string) => await api<object>(asAccount, 'GET', path);
		return { result, shown, get };
	}

	test('the account gets exactly what the operations need', async () => {
		const { result, shown, get } = await create(sandbox, 'least-privilege');
		assert.deepEqual([shown.username, shown.permissions], ['n8n-movers', needed]);
		assert.equal(result.runData['Create Group With Role'], undefined);
		await get('/core/groups/');
		await assert.rejects(get('/rbac/roles/'));
	});

	test('before 2025.12, the account gets the role through a group', async () => {
		const early = await startSandbox({ release: '2025.10' });
		try {
			await n8n.saveCredentials(credentialFor(early));
			const { shown, get } = await create(early, 'least-privilege-early');
			assert.deepEqual([shown.username, shown.permissions], ['n8n-movers', needed]);
			await get('/core/groups/');
			await assert.rejects(get('/rbac/roles/'));
		} finally {
			await n8n.saveCredentials(credentialFor(sandbox));
			await early.close();
		}
	});
});

describe('mover', () => {
	const username = 'emil.novak';
	const application = { __rl: true, mode: 'slug', value: 'crm-accounts' };

	/** Runs it for a row of the HR department. */
	async function move(row: Record<string, string | boolean>, preview: boolean) {
		const provider = { scimProvider: byId(String(crm)) };
		const workflow = await example('mover', {
			nodes: {
				'Set Groups': { preview, options: { onlyAmongPrefix: 'team-' } },
				'Grant Access': { application },
				'Revoke Access': { application },
				'Sync User': provider,
				'Sync Provider': provider,
			},
		});
		const { assignments } = nodeOf(workflow, 'HR Row').parameters.assignments as {
			assignments: INodeParameters[];
		};
		for (const field of assignments) field.value = row[String(field.name)];
		await n8n.saveWorkflows(workflow);
		fixture.clearLogs();
		const result = await n8n.run('mover');
		assert.equal(result.error, undefined);
		await sandbox.settled();
		return result;
	}

	const groupsOf = async () =>
		(await fixture.user(username)).groups_obj.map(({ name }) => name).sort();

	test('groups, access and the account at the target follow the row', async () => {
		const { pk } = await fixture.user(username);
		const before = await groupsOf();
		for (const name of ['team-sales', 'team-support']) sandbox.addGroup({ name });
		// Someone else keeps the access, so the last step closes the application only to the mover.
		const { results } = await api<Listed<Named>>(
			sandbox,
			'GET',
			'/core/applications/?slug=crm-accounts',
		);
		const ada = await fixture.user('ada.lovelace');
		const binding = { target: results[0].pk, user: ada.pk, order: 0 };
		await api(sandbox, 'POST', '/policies/bindings/', binding);
		await fixture.saveProvider();
		assert.equal(fixture.account(username), undefined);

		const row = { username, groups: 'team-sales', application: true };
		const planned = await move(row, true);
		assert.equal(jsonOf(planned, 'Set Groups').preview, true);
		assert.equal(planned.runData['Grant Access'], undefined);
		assert.deepEqual(changesIn(sandbox), []);

		const moved = await move(row, false);
		assert.deepEqual(await groupsOf(), [...before, 'team-sales'].sort());
		assert.equal(jsonOf(moved, 'Grant Access').user, pk);
		assert.equal(jsonOf(moved, 'Sync User').result, 'synced');
		assert.ok(fixture.account(username));

		const again = await move({ username, groups: 'team-support', application: false }, false);
		assert.deepEqual(await groupsOf(), [...before, 'team-support'].sort());
		assert.equal(jsonOf(again, 'Sync Provider').result, 'successful');
		assert.equal(fixture.account(username), undefined);
		assert.ok(fixture.account('ada.lovelace'));
	});
});
