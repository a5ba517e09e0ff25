import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import { inSpan, scimProviderFacts } from '../../nodes/Authentik/shared/releases';
import { startSandbox } from '../../sandbox';
import { startScimTarget } from '../../sandbox/scim-target/target';
import { callApi } from './api';
import { locator, runNode } from './node';
import type { Objects, Run } from './peopleAnswers';
import { runPeople } from './peopleAnswers';

/** The output of each operation, by `<resource>/<operation>`. */
export type Answers = Record<string, IDataObject[]>;

/** Runs every operation once, some in more than one way, against a sandbox of the release. */
export async function answersOf(release: Release): Promise<Answers> {
	const sandbox = await startSandbox({ release, timeScale: 0.01 });
	const target = await startScimTarget();
	const answers: Answers = {};
	const run = async (resource: string, operation: string, parameters: INodeParameters) => {
		const { json, error } = await runNode(sandbox, { resource, operation, ...parameters });
		if (error) throw error;
		const name = `${resource}/${operation}`;
		answers[name] = [...(answers[name] ?? []), ...json];
		await sandbox.settled();
		return json[0];
	};
	try {
		await callApi(sandbox, 'POST', '/core/applications/', { name: 'CRM', slug: 'crm' });
		const user = locator(Number(sandbox.addUser({ username: 'ada', email: 'a@example.com' }).pk));
		const group = locator(String(sandbox.addGroup({ name: 'Engineering' }).pk));
		const other = locator(Number(sandbox.addUser({ username: 'bob', email: 'b@example.com' }).pk));
		const crew = locator(String(sandbox.addGroup({ name: 'Sales' }).pk));
		const provider = await runProviders(run, target.url, { user, group });
		await runLinks(run, provider, { user: other, group: crew });
		const scope = inSpan(release, scimProviderFacts.fields.filter_group)
			? { filterGroup: group }
			: { groupFilters: [group.value] };
		await runNarrow(run, target.url, scope);
		await runMappings(run);
		await runPeople(run, sandbox, release);
		return answers;
	} finally {
		await sandbox.close();
		await target.close();
	}
}

async function runProviders(run: Run, url: string, { user, group }: Objects) {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('scimProvider', operation, parameters);
	const token = { token: 't' };
	const { pk } = await of('create', { name: 'CRM', url, additionalFields: token });
	const scimProvider = locator(Number(pk));
	const waiting = { waitForCompletion: true, timeLimit: 20 };
	await of('attach', { scimProvider, application: locator('crm', 'slug') });
	await of('sync', { scimProvider });
	await of('sync', { scimProvider, options: waiting });
	await of('update', { scimProvider, updateFields: { url: 'http://127.0.0.1:9/v2' } });
	await of('sync', { scimProvider, options: { ...waiting, continueOnFailedSync: true } });
	await of('upsert', { name: 'CRM', additionalFields: { ...token, url } });
	await of('syncUser', { scimProvider, user });
	await of('syncGroup', { scimProvider, group });
	await of('getSyncStatus', { scimProvider });
	await of('getDependents', { scimProvider });
	await of('get', { scimProvider });
	await of('getAll', { returnAll: true });
	await of('detach', { scimProvider });
	const { pk: second } = await of('create', { name: 'Gone', url, additionalFields: token });
	await of('delete', { scimProvider: locator(Number(second)) });
	return scimProvider;
}

/** A provider with a scope, which not every field of the others has. */
async function runNarrow(run: Run, url: string, scope: IDataObject): Promise<void> {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('scimProvider', operation, parameters);
	const name = 'Narrow';
	const fields = { token: 't', ...scope } as INodeParameters;
	const { pk } = await of('create', { name, url, additionalFields: fields });
	const scimProvider = locator(Number(pk));
	const application = locator('crm', 'slug');
	await of('update', { scimProvider, updateFields: { dryRun: true } });
	await of('upsert', { name, additionalFields: { ...fields, url } });
	await of('get', { scimProvider });
	await of('getAll', { returnAll: true });
	await of('attach', { scimProvider, application });
	await of('sync', { scimProvider });
	await of('detach', { scimProvider });
}

async function runLinks(
	run: Run,
	scimProvider: ReturnType<typeof locator>,
	{ user, group }: Objects,
): Promise<void> {
	for (const [resource, object] of [
		['provisionedUser', { user }],
		['provisionedGroup', { group }],
	] as const) {
		const { id } = await run(resource, 'link', { scimProvider, ...object, remoteId: 'remote' });
		const link = { [resource]: locator(String(id)) };
		await run(resource, 'get', link);
		await run(resource, 'getAll', { returnAll: true });
		await run(resource, 'unlink', link);
	}
}

async function runMappings(run: Run): Promise<void> {
	const of = async (operation: string, parameters: INodeParameters) =>
		await run('scimMapping', operation, parameters);
	const expression = 'return {"userName": "ada"}';
	const { pk } = await of('create', { name: 'Own', expression });
	const scimMapping = locator(String(pk));
	await of('get', { scimMapping });
	await of('getAll', { returnAll: true });
	await of('test', { scimMapping });
	await of('update', { scimMapping, updateFields: { name: 'Renamed' } });
	await of('delete', { scimMapping });
}
