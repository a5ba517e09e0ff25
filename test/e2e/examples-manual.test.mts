/** The examples that are started by hand or by a schedule, set up as a user would. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { addSyncingProvider } from '../../sandbox/demo.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { ScimTarget } from '../../sandbox/scim-target/target.ts';
import { startScimTarget } from '../../sandbox/scim-target/target.ts';
import { api } from '../support/api.ts';
import { credentialFor, example, nodeOf } from '../support/n8n/examples.mts';
import type { ExportedWorkflow, Run } from '../support/n8n/exports.mts';
import { errorOf, itemsOf } from '../support/n8n/exports.mts';
import type { Instance } from '../support/n8n/instance.mts';
import type { Listed, Named } from './support/authentik.mts';
import { changesIn } from './support/authentik.mts';
import { ScimFixture, writesIn } from './support/scimFixture.mts';
import { byId } from './support/nodes.mts';

const USER_MAPPING = `return {
    "userName": request.user.username,
    "displayName": "New " + request.user.name,
    "active": request.user.is_active,
    "emails": [],
}`;

let fixture: ScimFixture;
let n8n: Instance;
let sandbox: Sandbox;
let target: ScimTarget;
let crm: number;

before(async () => {
	fixture = await ScimFixture.start({ exclude_users_service_account: true });
	({ n8n, sandbox, target, crm } = fixture);
	await fixture.saveProvider();
	await n8n.start();
	await n8n.saveCredentials(credentialFor(sandbox));
	await n8n.saveWorkflows(
		await example('update-scim-provider', {
			nodes: { 'Update SCIM Provider': { scimProvider: byId(String(crm)) } },
		}),
		await guarded('guarded-scim-update', USER_MAPPING),
		await guarded('guarded-refused', 'return {"userName": request.user.nothing}'),
		await example('nightly-drift-report'),
		await repairing(),
	);
});

after(async () => await fixture?.close());

/** The guarded update with a new mapping for users. */
async function guarded(id: string, expression: string): Promise<ExportedWorkflow> {
	const { pk } = sandbox.addMapping({ name: id, expression });
	const updateFields = { dryRun: true, propertyMappings: [String(pk)] };
	return await example('guarded-scim-update', {
		id,
		nodes: { 'Update in Dry Run': { scimProvider: byId(String(crm)), updateFields } },
	});
}

/** The nightly report with its last node, which repairs, turned on. */
async function repairing(): Promise<ExportedWorkflow> {
	const workflow = await example('nightly-drift-report', { id: 'nightly-repair' });
	nodeOf(workflow, 'Sync Drifted Providers').disabled = false;
	return workflow;
}

/** The JSON of the items that a node returned in its last run. */
function jsonOf(run: Run, node: string) {
	return itemsOf(run, node).map(({ json }) => json);
}

describe('guarded-scim-update', () => {
	test('changes the mappings in a dry run, checks, and only then applies them', async () => {
		fixture.clearLogs();
		// The sync that the update starts takes a while: Sync waits for it, and starts its own.
		target.fault({ path: '/ServiceProviderConfig', delay: 4000, times: 1 });
		const result = await n8n.run('guarded-scim-update');
		assert.equal(result.error, undefined);

		const [checked] = jsonOf(result, 'Sync in Dry Run');
		assert.equal(checked.result, 'successful');
		assert.equal(checked.dry_run, true);
		const { dry_run, property_mappings } = await fixture.provider();
		assert.equal(dry_run, false);
		const changes = changesIn(sandbox);
		const path = `PATCH /providers/scim/${crm}/`;
		assert.deepEqual(changes[0], [path, { dry_run: true, property_mappings }]);
		assert.deepEqual(changes.at(-1), [path, { dry_run: false }]);
		// In between only syncs, which are saves without a body.
		assert.deepEqual(
			[...new Set(changes.slice(1, -1).map((change) => change.join()))],
			[`${path},`],
		);

		await sandbox.settled();
		assert.equal(fixture.account('ada.lovelace')?.displayName, 'New Ada Lovelace');
	});

	test('stops with an error, still in a dry run, when the mapping fails', async () => {
		fixture.clearLogs();
		const result = await n8n.run('guarded-refused');

		assert.match(
			errorOf(result).message,
			/^CRM accounts is still in dry run .* ended with failed: .*nothing/,
		);
		assert.equal(result.runData['Turn Off Dry Run'], undefined);
		assert.equal((await fixture.provider()).dry_run, true);
		await sandbox.settled();
		assert.deepEqual(writesIn(target), []);

		const { results } = await api<Listed<Named>>(
			sandbox,
			'GET',
			'/propertymappings/provider/scim/?name=guarded-scim-update',
		);
		const good = { dry_run: false, property_mappings: [results[0].pk] };
		await fixture.saveProvider(good);
	});
});

describe('update-scim-provider', () => {
	test('updates', async () => {
		fixture.clearLogs();
		const result = await n8n.run('update-scim-provider');
		assert.equal(result.error, undefined);
		assert.deepEqual(changesIn(sandbox), [
			[`PATCH /providers/scim/${crm}/`, { dry_run: true, exclude_users_service_account: true }],
		]);
		assert.equal(jsonOf(result, 'Use the Response')[0].provider, crm);
		await fixture.saveProvider({ dry_run: false });
	});
});

describe('nightly-drift-report', () => {
	let wikiTarget: ScimTarget;
	before(async () => {
		wikiTarget = await startScimTarget();
	});
	after(async () => await wikiTarget.close());

	test('reports who is missing and who is left over; with repair turned on, syncs only what drifted', async () => {
		const wiki = await addSyncingProvider(sandbox, wikiTarget, { name: 'Wiki accounts' });
		sandbox.addUser({ username: 'newcomer', name: 'Newcomer' });
		await api(sandbox, 'PATCH', `/providers/scim/${wiki}/`, {});
		const { pk } = await fixture.user('emil.novak');
		await api(sandbox, 'PATCH', `/core/users/${pk}/`, { type: 'service_account' });
		await sandbox.settled();
		assert.ok(fixture.account('emil.novak'));
		fixture.clearLogs();

		const report = await n8n.run('nightly-drift-report');
		assert.equal(report.error, undefined);
		assert.deepEqual(changesIn(sandbox), []);
		const result = await n8n.run('nightly-repair');
		assert.equal(result.error, undefined);
		assert.deepEqual(itemsOf(report, 'Report'), itemsOf(result, 'Report'));
		assert.deepEqual(
			jsonOf(result, 'Report').map(({ drift, providerName, username }) => ({
				drift,
				providerName,
				username,
			})),
			[
				{ drift: 'missing at the target', providerName: 'CRM accounts', username: 'newcomer' },
				{ drift: 'left over at the target', providerName: 'CRM accounts', username: 'emil.novak' },
			],
		);
		const synced = jsonOf(result, 'Sync Drifted Providers');
		assert.deepEqual(
			synced.map((item) => [item.provider, item.result]),
			[[crm, 'successful']],
		);
		assert.deepEqual(changesIn(sandbox), [[`PATCH /providers/scim/${crm}/`, undefined]]);
		assert.ok(fixture.account('newcomer'));
		assert.equal(fixture.account('emil.novak'), undefined);
	});

	test('syncs nothing when nothing drifted', async () => {
		fixture.clearLogs();
		const result = await n8n.run('nightly-repair');
		assert.equal(result.error, undefined);
		assert.ok(jsonOf(result, 'Expected').length > 0);
		assert.equal(result.runData['Sync Drifted Providers'], undefined);
		assert.deepEqual(changesIn(sandbox), []);
	});
});
