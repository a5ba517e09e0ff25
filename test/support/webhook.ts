import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { TriggerHost } from './trigger';

export const HEADER = 'x-n8n-authentik-trigger';
export const ALICE = { pk: 77, username: 'alice', email: 'alice@example.com' };
export const GROUP = '0123456789abcdef0123456789abcdef';

interface Stored {
	secret: string;
	self: number;
	made: Array<{ key: string; pk: string }>;
}

/**
 * Starts a sandbox and an active trigger before the tests of a file, and ends both after them; each test starts with a
 * trigger for any event, and with no items.
 */
export function useTrigger() {
	let sandbox: Sandbox;
	let host: TriggerHost;
	beforeAll(async () => {
		sandbox = await startSandbox();
		host = await TriggerHost.start(sandbox, { events: ['any'] });
		await host.activate();
	});
	afterAll(async () => {
		await host.close();
		await sandbox.close();
	});
	beforeEach(() => {
		host.items.length = 0;
		host.edit({ events: ['any'] });
	});

	/** What the trigger stores of its registration. */
	const stored = () =>
		(host.staticData['node:authentik Trigger'] as { registration: Stored }).registration;

	/** The header that authentik sends. */
	const own = () => ({ [HEADER]: stored().secret });

	/** Sends an event, and returns whether the workflow was started. */
	async function starts(body: unknown): Promise<boolean> {
		const before = host.items.length;
		expect(await host.post(body, own())).toBe(200);
		return host.items.length > before;
	}

	return { sandbox: () => sandbox, host: () => host, stored, own, starts };
}

/** An event as our mapping makes authentik send it. */
export function event(differences: IDataObject = {}): IDataObject {
	return {
		pk: randomUUID(),
		action: 'login',
		app: 'authentik.events.signals',
		user: ALICE,
		context: {},
		client_ip: '192.0.2.7',
		created: '2026-01-02T03:04:05.000006+00:00',
		severity: 'notice',
		body: 'login: {}',
		...differences,
	};
}

/** The event of an object that was changed. */
export const updated = (model: IDataObject, request?: IDataObject) =>
	event({
		action: 'model_updated',
		app: 'authentik.events.middleware',
		context: { model, ...(request ? { http_request: request } : {}) },
	});
