/** The node as a tool of n8n's AI Agent: what a model learns of it, and the results of its calls. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import { credentialFor } from '../support/n8n/examples.mts';
import { itemsOf } from '../support/n8n/exports.mts';
import type { Instance } from '../support/n8n/instance.mts';
import { agentWorkflow, modelCredential } from './support/agent.mts';
import type { Named } from './support/authentik.mts';
import { changesIn } from './support/authentik.mts';
import { ScimFixture } from './support/scimFixture.mts';
import type { Answer, Model } from './support/model.mts';
import { startModel, toldByTools } from './support/model.mts';
import { TOOLS } from './support/tools.mts';

let fixture: ScimFixture;
let n8n: Instance;
let sandbox: Sandbox;
let provider: number;
let model: Model;

before(async () => {
	fixture = await ScimFixture.start();
	({ n8n, sandbox, crm: provider } = fixture);
	model = await startModel();
	await n8n.start();
	await n8n.saveCredentials(credentialFor(sandbox), modelCredential(model));
	await n8n.saveWorkflows(agentWorkflow('agent', TOOLS));
});

after(async () => {
	await fixture?.close();
	await model?.close();
});

/** Lets the model return these answers, and returns the answers of its tools. */
async function converse(...answers: Answer[]) {
	fixture.clearLogs();
	model.say(...answers, 'Done.');
	const run = await n8n.run('agent');
	assert.equal(run.error, undefined);
	assert.deepEqual(itemsOf(run, 'AI Agent')[0].json, { output: 'Done.' });
	return toldByTools(model);
}

test('a model learns what each tool does and which values of which types it accepts', async () => {
	await converse();
	const tools = new Map(
		model.requests[0].tools.map(({ function: { name, description, parameters } }) => [
			name,
			{ description, parameters },
		]),
	);
	const learned = (name: string) => {
		const tool = tools.get(name);
		assert.ok(tool, name);
		const { description, parameters } = tool;
		assert.deepEqual(parameters.required, Object.keys(parameters.properties));
		return [description, parameters.properties];
	};

	assert.equal(tools.size, Object.keys(TOOLS).length);
	assert.deepEqual(learned('Get_many_SCIM_providers_in_authentik'), [
		'Get many SCIM providers in authentik',
		{ Search: { type: 'string' } },
	]);
	assert.deepEqual(learned('Update_SCIM_provider_in_authentik'), [
		'Update SCIM provider in authentik',
		{
			SCIM_Provider: { type: 'number', description: 'ID of the provider: pk in the list' },
			Dry_Run: { type: 'boolean' },
		},
	]);
	assert.deepEqual(learned('Move_SCIM_provider'), [
		'Change the URL of the SCIM target. Starts a full sync.',
		{ SCIM_Provider: { type: 'string' }, URL: { type: 'string' } },
	]);
	// Of an operation n8n shows a model only its action: it must say what can't be undone.
	assert.deepEqual(learned('Delete_user_permanently_in_authentik'), [
		'Delete user permanently in authentik',
		{ User: { type: 'string' } },
	]);
	assert.deepEqual(learned('Offboard_user_and_remove_all_access_in_authentik'), [
		'Offboard user and remove all access in authentik',
		{ User: { type: 'string' }, Preview: { type: 'boolean' } },
	]);
});

test('a model reads SCIM providers', async () => {
	const [found] = await converse({
		tool: 'Get_many_SCIM_providers_in_authentik',
		args: { Search: 'slack' },
	});

	assert.equal(found.length, 1);
	assert.equal(found[0].name, 'Slack');
	assert.equal(found[0].dry_run, false);
	assert.equal('token' in found[0], false);
	assert.deepEqual(
		sandbox.requests.map(({ method, path, query }) => [
			method,
			path,
			new URLSearchParams(query).get('search'),
		]),
		[['GET', '/api/v3/providers/scim/', 'slack']],
	);
});

test('a model turns dry run on and gets the provider', async () => {
	const [[updated]] = await converse({
		tool: 'Update_SCIM_provider_in_authentik',
		args: { SCIM_Provider: provider, Dry_Run: true },
	});

	assert.equal(updated.pk, provider);
	assert.equal(updated.dry_run, true);
	assert.deepEqual(changesIn(sandbox), [[`PATCH /providers/scim/${provider}/`, { dry_run: true }]]);
	await converse({
		tool: 'Update_SCIM_provider_in_authentik',
		args: { SCIM_Provider: provider, Dry_Run: false },
	});
	await sandbox.settled();
	assert.equal((await fixture.provider()).dry_run, false);
});

test('a refused value reaches the model as a text, and nothing reaches authentik', async () => {
	const told = await converse([
		{ tool: 'Move_SCIM_provider', args: { SCIM_Provider: String(provider), URL: 'ftp://x' } },
		{ tool: 'Move_SCIM_provider', args: { SCIM_Provider: 'Slack', URL: 'https://x.example' } },
	]);

	assert.match(String(told[0][0].error), /^'URL' must .*: "ftp:\/\/x"$/);
	assert.match(String(told[1][0].error), /'SCIM Provider' must be/);
	assert.deepEqual(sandbox.requests, []);
});

test('what authentik refuses also reaches the model, and it can continue', async () => {
	const told = await converse(
		{ tool: 'Move_SCIM_provider', args: { SCIM_Provider: '9999', URL: 'https://x.example' } },
		{ tool: 'Get_many_SCIM_providers_in_authentik', args: { Search: 'CRM' } },
	);

	assert.match(String(told[0][0].error), /authentik can't find the object/);
	assert.equal(told[1][0].pk, provider);
});

test('an operation of more than one request runs completely: a user is synced to the target', async () => {
	const { pk } = sandbox.addUser({ username: 'newcomer', name: 'Newcomer' });
	const [[result]] = await converse({
		tool: 'Sync_user_to_SCIM_provider_in_authentik',
		args: { SCIM_Provider: String(provider), User: pk },
	});

	assert.deepEqual(result, {
		provider,
		user: pk,
		result: 'synced',
		linked: true,
		log: [],
		warnings: [],
	});
	assert.deepEqual(changesIn(sandbox), [
		[
			`POST /providers/scim/${provider}/sync/object/`,
			{ sync_object_model: 'authentik.core.models.User', sync_object_id: String(pk) },
		],
	]);
	// Nothing else has provisioned the user, since no request created it.
	assert.equal(fixture.account('newcomer')?.displayName, 'Newcomer');
});

test('a model previews an offboarding, then does it', async () => {
	const tool = 'Offboard_user_and_remove_all_access_in_authentik';
	const { pk: grace } = await fixture.user('grace.hopper');
	const planned = {
		pk: grace,
		username: 'grace.hopper',
		deactivated: true,
		sessions_ended: 0,
		tokens_deleted: [],
	};

	const [[preview]] = await converse({ tool, args: { User: 'grace.hopper', Preview: true } });
	assert.deepEqual(changesIn(sandbox), []);
	const [group] = preview.groups_left as Named[];
	assert.deepEqual(preview, { ...planned, groups_left: [group], preview: true });

	const [[done]] = await converse({ tool, args: { User: 'grace.hopper', Preview: false } });
	assert.deepEqual(done, { ...planned, groups_left: [group], preview: false });
	assert.deepEqual(changesIn(sandbox), [
		[`PATCH /core/users/${grace}/`, { is_active: false }],
		[`POST /core/groups/${group.pk}/remove_user/`, { pk: grace }],
	]);
});

test('each call of one turn runs with its own values, also beside one that fails', async () => {
	const tool = 'Delete_user_permanently_in_authentik';
	const { pk: greta } = await fixture.user('greta.olsen');
	const told = await converse([
		{ tool, args: { User: 'greta.olsen' } },
		{ tool, args: { User: 'nobody' } },
	]);

	assert.deepEqual(told, [
		[{ pk: greta, deleted: true }],
		[{ error: 'No user found with the username "nobody"' }],
	]);
	assert.deepEqual(changesIn(sandbox), [[`DELETE /core/users/${greta}/`, undefined]]);
});
