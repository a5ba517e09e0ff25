/** The node as a tool of an AI Agent of the n8n under test. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { credentialFor } from '../../support/n8n/examples.mts';
import { itemsOf } from '../../support/n8n/exports.mts';
import { isOlderThan } from '../../support/n8n/install.mts';
import { agentWorkflow, modelCredential } from '../support/agent.mts';
import { changesIn } from '../support/authentik.mts';
import { ScimFixture } from '../support/scimFixture.mts';
import type { Model } from '../support/model.mts';
import { startModel, toldByTools } from '../support/model.mts';
import { TOOLS } from '../support/tools.mts';

/** Before n8n 1.109, a declarative node with pickers has nothing to run as a tool; 1.123 is the next tested version. */
const WORKS_FROM = '1.123';
const worksHere = { skip: isOlderThan(WORKS_FROM) && `from n8n ${WORKS_FROM} on` };

const UPDATE = 'Update SCIM provider in authentik';
const MOVE = 'Move SCIM provider';

let fixture: ScimFixture;
let model: Model;

before(async () => {
	fixture = await ScimFixture.start();
	model = await startModel();
	const { n8n, sandbox } = fixture;
	await n8n.start();
	await n8n.saveCredentials(credentialFor(sandbox), modelCredential(model));
	const tools = { [UPDATE]: TOOLS[UPDATE], [MOVE]: TOOLS[MOVE] };
	await n8n.saveWorkflows(agentWorkflow('agent', tools));
});

after(async () => {
	await fixture?.close();
	await model?.close();
});

test('an AI Agent uses the node as a tool and gets its errors', worksHere, async () => {
	fixture.clearLogs();
	const provider = fixture.crm;
	model.say(
		{ tool: named(UPDATE), args: { SCIM_Provider: provider, Dry_Run: true } },
		{ tool: named(MOVE), args: { SCIM_Provider: String(provider), URL: 'ftp://x' } },
		'Done.',
	);
	const run = await fixture.n8n.run('agent');

	assert.equal(run.error, undefined);
	assert.equal(itemsOf(run, 'AI Agent')[0].json.output, 'Done.');
	const [updated, refused] = toldByTools(model);
	assert.match(JSON.stringify(updated), /"dry_run":true/);
	assert.match(JSON.stringify(refused), /'URL' must start with http/);
	assert.deepEqual(changesIn(fixture.sandbox), [
		[`PATCH /providers/scim/${provider}/`, { dry_run: true }],
	]);
});

/** The name with which a model calls a tool. */
function named(node: string) {
	return node.replaceAll(' ', '_');
}
