/** The trigger as a first-time user of the editor sees it. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import type { Sandbox } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { api } from '../support/api.ts';
import { credentialFor } from '../support/n8n/examples.mts';
import { Instance } from '../support/n8n/instance.mts';
import { countsOf } from '../support/webhookObjects.ts';
import type { Listed, Named } from './support/authentik.mts';
import { Screen } from './support/screen.mts';
import { until } from './support/until.mts';

const screen = new Screen();
let sandbox: Sandbox;
let n8n: Instance;
/** The user of the credential. */
let robot: number;

before(async () => {
	sandbox = await startSandbox({ seed: true, timeScale: 0.01 });
	// Actions of the credential's own user start nothing.
	const { key: token, user } = sandbox.addToken({ intent: 'api', superuser: true });
	robot = user;
	n8n = await Instance.create({ hasEditor: true });
	await n8n.start();
	await n8n.saveCredentials(credentialFor({ url: sandbox.url, token }));
	await screen.open(n8n);
});

after(async () => {
	await screen.close();
	await n8n?.remove();
	await sandbox?.close();
});

const output = () => screen.byId('output-panel');
const listen = async () => await screen.byId('node-execute-button').first().click();

screen.scene('the trigger is in the panel, event by event', async () => {
	await screen.newWorkflow();
	await (await screen.findNode('authentik')).click();
	await screen.byId('item-iterator-item').getByText('On login failed').waitFor();
	await screen.screenshot('trigger-1-panel');
	await screen.pickAction('On user created');
	await screen.parameter('events').getByText('User Created').waitFor();
	await screen.screenshot('trigger-2-node');
});

screen.scene('it listens for a test event, and shows the one that comes', async () => {
	await listen();
	await screen.page.getByText('Waiting for an event in authentik').waitFor();
	await until(async () => (await countsOf(sandbox)).binding === 1);
	await screen.screenshot('trigger-3-listening');

	await api(sandbox, 'POST', '/core/users/', { username: 'ada', name: 'Ada' });
	await output().getByTestId('radio-button-json').click();
	await output().getByText('"model_created"').waitFor();
	await output().getByTestId('radio-button-schema').click();
	await screen.notificationGone();
	const model = output().getByTestId('run-data-schema-item').filter({ hasText: 'model_created' });
	await model.first().waitFor();
	// docs/trigger.md contains a copy: docs/images/trigger.png.
	await screen.screenshot('trigger-4-item');
});

screen.scene('when it has stopped listening, authentik is as it was', async () => {
	await until(async () => Object.keys(await countsOf(sandbox)).length === 0);
});

screen.scene('missing permissions are named', async () => {
	const { results } = await api<Listed<Named>>(sandbox, 'GET', '/core/groups/?is_superuser=true');
	await api(sandbox, 'POST', `/core/groups/${results[0].pk}/remove_user/`, { pk: robot });
	await listen();
	const told = screen.page.getByText("The token's user lacks permissions in authentik");
	await told.first().waitFor();
	await screen.screenshot('trigger-5-permissions');
	assert.match(await told.first().innerText(), /authentik_events\.add_notificationtransport/);
	assert.deepEqual(await countsOf(sandbox), {});
});
