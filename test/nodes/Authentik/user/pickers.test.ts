import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { callApi } from '../../../support/api';
import { startEngine } from '../../../support/engine';
import { credentialOf } from '../../../support/node';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
});
afterAll(async () => await sandbox.close());

it('finds the stages that send emails', async () => {
	const { emailStage } = sandbox.addRecoveryFlow();
	const engine = await startEngine({ authentikApi: credentialOf(sandbox) });
	const { results } = await engine.search('searchEmailStages');
	expect(results.map(({ value }) => value)).toContain(String(emailStage));
});

it('lists the roles', async () => {
	await callApi(sandbox, 'POST', '/rbac/roles/', { name: 'auditors' });
	const engine = await startEngine({ authentikApi: credentialOf(sandbox) });
	expect(await engine.loadOptions('getRoles')).toContainEqual({
		name: 'auditors',
		value: expect.any(String) as string,
	});
});
