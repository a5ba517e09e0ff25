/** What activation creates in authentik, in every release. */
import type { IDataObject } from 'n8n-workflow';

import { inSpan, RELEASES, RULE_RECEIVERS } from '../../../../../nodes/Authentik/shared/releases';
import type { RequestRecord, Sandbox } from '../../../../../sandbox';
import { startSandbox } from '../../../../../sandbox';
import { TriggerHost } from '../../../../support/trigger';
import { rowsOf } from '../../../../support/webhookObjects';

const EVENTS = ['userCreated', 'scimProviderChanged', 'configurationProblem'];

/** A name may be in more than one list. */
const hasAll = (row: IDataObject, body: IDataObject) =>
	Object.entries(body).every(
		([field, value]) => JSON.stringify(row[field]) === JSON.stringify(value),
	);

describe.each(RELEASES)('authentik %s', (release) => {
	let sandbox: Sandbox;
	let host: TriggerHost;
	let posts: RequestRecord[];

	beforeAll(async () => {
		sandbox = await startSandbox({ release });
		host = await TriggerHost.start(sandbox, {
			events: EVENTS,
			filters: { clientIp: ' 192.0.2.7 ' },
		});
		await host.activate();
		posts = sandbox.requests.filter(({ method }) => method === 'POST');
	});
	afterAll(async () => {
		await host.close();
		await sandbox.close();
	});

	it('creates each object once, in the order in which they depend on each other', async () => {
		const body = (index: number) => posts[index].body as IDataObject;
		const made = await Promise.all(
			(['mapping', 'group', 'transport', 'rule', 'matcher'] as const).map(
				async (kind) => await rowsOf(sandbox, kind),
			),
		);
		const pk = (index: number) =>
			made.flat().find((row) => row.name === body(index).name && hasAll(row, body(index)))?.pk;
		const problems = [
			'configuration_error',
			...(RELEASES.indexOf(release) >= RELEASES.indexOf('2026.2') ? ['configuration_warning'] : []),
			'policy_exception',
			'property_mapping_exception',
			'system_exception',
			'system_task_exception',
		];
		const name = String(body(2).name);
		expect(name).toMatch(/^n8n wf1 trigger-node production [0-9a-f]{12}$/);
		expect(posts.slice(0, 5).map(({ path }) => path)).toEqual([
			'/api/v3/propertymappings/notification/',
			'/api/v3/propertymappings/notification/',
			'/api/v3/core/groups/',
			'/api/v3/events/transports/',
			'/api/v3/events/rules/',
		]);
		expect(body(0)).toEqual({
			name: `${name} headers`,
			expression: expect.stringMatching(
				/^return \{"x-n8n-authentik-trigger": "[0-9a-f]{64}"\}$/,
			) as string,
		});
		expect(body(1)).toMatchObject({ name: `${name} body` });
		expect(body(2)).toEqual({ name, users: [expect.any(Number)] });
		expect(body(3)).toEqual({
			name,
			mode: 'webhook',
			webhook_url: host.webhookUrl,
			webhook_mapping_body: pk(1),
			webhook_mapping_headers: pk(0),
			send_once: true,
		});
		const receivers = inSpan(release, RULE_RECEIVERS.group) ? 'group' : 'destination_group';
		expect(body(4)).toEqual({ name, transports: [pk(3)], [receivers]: pk(2) });

		const matchers = [
			{ action: 'model_created', model: 'authentik_core.user' },
			...['created', 'updated', 'deleted'].map((verb) => ({
				action: `model_${verb}`,
				model: 'authentik_providers_scim.scimprovider',
			})),
			...problems.map((action) => ({ action, model: null })),
		];
		const expected = matchers.flatMap((matcher, order) => [
			[
				'/api/v3/policies/event_matcher/',
				{ ...matcher, name: `${name} #${order}`, client_ip: '192.0.2.7' },
			],
			[
				'/api/v3/policies/bindings/',
				{ target: pk(4), policy: pk(5 + 2 * order), order, enabled: true, negate: false },
			],
		]);
		expect(posts.slice(5).map(({ path, body: sent }) => [path, sent])).toEqual(expected);
		expect(posts.map(({ status }) => status)).toEqual(posts.map(() => 201));
	});
});

describe('the secret', () => {
	it('is a new one for every activation, and is only in the mapping and the static data', async () => {
		const sandbox = await startSandbox();
		const host = await TriggerHost.start(sandbox, { events: ['login'] });
		const secrets = [];
		for (let times = 0; times < 2; times++) {
			sandbox.clearLog();
			await host.activate();
			const [secret] = /[0-9a-f]{64}/.exec(JSON.stringify(host.staticData)) as RegExpExecArray;
			const holders = sandbox.requests.filter(({ body }) =>
				JSON.stringify(body ?? '').includes(secret),
			);
			expect(holders).toHaveLength(1);
			secrets.push(secret);
			await host.deactivate();
			expect(host.staticData).toEqual({ 'node:authentik Trigger': {} });
		}
		expect(secrets[0]).not.toBe(secrets[1]);
		await host.close();
		await sandbox.close();
	});
});
