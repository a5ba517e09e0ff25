import assert from 'node:assert/strict';

import { inSpan, scimProviderFacts } from '../../../nodes/Authentik/shared/releases.ts';
import type { NodeParameters } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { ItemOf, NodeFailure } from '../types.mts';
import type { World } from '../world.mts';

const waiting = { waitForCompletion: true, timeLimit: 120 };

/** A provider that provisions one user and one group of the suite, if the release can filter. */
async function provisioning(world: World, fields: NodeParameters = {}) {
	const user = await world.user();
	const group = await world.group([user.pk]);
	const application = await world.application();
	// Nobody else on a real server may be provisioned: by bindings from 2026.2 on; the sandbox has none.
	const isFiltered = inSpan(world.release, scimProviderFacts.fields.filter_group);
	if (!world.isSandbox && !isFiltered) await world.bind(application, { group: group.pk });
	const narrow = isFiltered ? { filterGroup: group.locator } : { groupFilters: [group.pk] };
	const provider = await world.provider({ ...narrow, application: application.locator, ...fields });
	await world.server.settled();
	return { user, group, provider };
}

interface Ended {
	json: Array<ItemOf<'scimProvider', 'sync'>>;
	error: NodeFailure | undefined;
}

/** The expected outcome of a sync: success, or the failure of a target that does not answer. */
function expectEnd(world: World, { json: [report], error }: Ended, what: string): void {
	if (world.target.answers) {
		assert.ifError(error);
		assert.equal(report.result, what);
		assert.deepEqual(report.log, []);
		return;
	}
	assert.match(error?.message ?? '', /^The sync of '.+' failed: /);
}

function objectSync(kind: 'user' | 'group', operation: 'syncUser' | 'syncGroup'): Case {
	return {
		name: `sync ${kind}`,
		async run(world) {
			const { provider, ...objects } = await provisioning(world);
			const outcome = await world.run('scimProvider', operation, {
				scimProvider: provider.locator,
				[kind]: objects[kind].locator,
				options: { timeLimit: 120 },
			});
			expectEnd(world, outcome, 'synced');
			if (!world.target.answers) return;
			const { linked, [kind]: synced } = outcome.json[0];
			assert.deepEqual([linked, synced], [true, objects[kind].pk]);
		},
	};
}

function unknownObject(
	kind: 'user' | 'group',
	operation: 'syncUser' | 'syncGroup',
	id: string,
): Case {
	return {
		name: `sync ${kind}: the error names an unknown one`,
		async run(world) {
			const { provider } = await provisioning(world);
			const { error } = await world.run('scimProvider', operation, {
				scimProvider: provider.locator,
				[kind]: { __rl: true, mode: 'id', value: id },
			});
			assert.equal(error?.httpCode, '404');
		},
	};
}

/** Syncs and their outcomes. */
export const syncs: Case[] = [
	{
		name: 'sync: started, without waiting',
		async run(world) {
			const { provider } = await provisioning(world);
			const parameters = { scimProvider: provider.locator };
			const [report] = await world.ok('scimProvider', 'sync', parameters);
			assert.equal(report.result, 'started');
			assert.deepEqual(report.warnings, []);
		},
	},
	{
		name: 'sync: waits for the end',
		async run(world) {
			const { provider } = await provisioning(world);
			const outcome = await world.run('scimProvider', 'sync', {
				scimProvider: provider.locator,
				options: waiting,
			});
			expectEnd(world, outcome, 'successful');
		},
	},
	{
		name: 'sync: the error names a failing target',
		async run(world) {
			const url = 'http://127.0.0.1:9/scim/v2';
			const { provider } = await provisioning(world);
			await world.ok('scimProvider', 'update', {
				scimProvider: provider.locator,
				updateFields: { url },
			});
			await world.server.settled();
			const parameters = { scimProvider: provider.locator };
			await world.fails(/^The sync of '.+' failed: /, 'scimProvider', 'sync', {
				...parameters,
				options: waiting,
			});
			const [report] = await world.ok('scimProvider', 'sync', {
				...parameters,
				options: { ...waiting, continueOnFailedSync: true },
			});
			assert.equal(report.result, 'failed');
			assert.ok(report.failures > 0);
			assert.ok(report.log.every(({ message, level }) => message && level));
		},
	},
	{
		name: 'sync: warns of a dry run and of a provider without an application',
		async run(world) {
			const provider = await world.provider({ dryRun: true });
			const parameters = { scimProvider: provider.locator };
			const [{ warnings }] = await world.ok('scimProvider', 'sync', parameters);
			assert.match(warnings[0], /is not attached to an application/);
			assert.match(warnings[1], /^Dry Run is on for/);
		},
	},
	{
		name: 'sync: by schedule',
		from: '2025.10',
		async run(world) {
			const { provider } = await provisioning(world);
			const outcome = await world.run('scimProvider', 'sync', {
				scimProvider: provider.locator,
				options: { ...waiting, runSchedule: true },
			});
			expectEnd(world, outcome, 'successful');
		},
	},
	objectSync('user', 'syncUser'),
	objectSync('group', 'syncGroup'),
	unknownObject('user', 'syncUser', '2147483000'),
	unknownObject('group', 'syncGroup', 'c0ffee00-0000-4000-8000-000000000000'),
	{
		name: 'sync user: a dry run, and overriding it',
		async run(world) {
			const { provider, user } = await provisioning(world, { dryRun: true });
			const parameters = { scimProvider: provider.locator, user: user.locator };
			const dry = await world.run('scimProvider', 'syncUser', parameters);
			if (world.target.answers) assert.equal(dry.json[0]?.result, 'dry_run');
			const real = await world.run('scimProvider', 'syncUser', {
				...parameters,
				options: { overrideDryRun: true, timeLimit: 120 },
			});
			expectEnd(world, real, 'synced');
			assert.equal((await world.read(provider.pk)).dry_run, true);
		},
	},
	{
		name: 'sync status',
		async run(world) {
			const { provider } = await provisioning(world);
			const parameters = { scimProvider: provider.locator };
			const [status] = await world.ok('scimProvider', 'getSyncStatus', parameters);
			assert.equal(typeof status.is_running, 'boolean');
		},
	},
];
