import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { callApi } from './api';
import type { TriggerOptions } from './trigger';
import { TriggerHost } from './trigger';

/** The objects of one registration. */
export const ONE = { rule: 1, binding: 1, matcher: 1, transport: 1, mapping: 2, group: 1 };

/** The parameters of a trigger that the tests themselves can start. */
export const USER_CREATED = { events: ['userCreated'], options: { allowOwnEvents: true } };

/** Starts a sandbox before each test of a file, and ends it and its triggers after it. */
export function useTriggers() {
	let sandbox: Sandbox;
	const hosts: TriggerHost[] = [];
	beforeEach(async () => {
		sandbox = await startSandbox({ timeScale: 0.001 });
	});
	afterEach(async () => {
		await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
		await sandbox.close();
	});

	/** A trigger that is not active yet. */
	async function trigger(
		parameters: IDataObject = USER_CREATED,
		{ on = sandbox, ...options }: TriggerOptions & { on?: Sandbox } = {},
	) {
		const host = await TriggerHost.start(on, parameters, options);
		hosts.push(host);
		return host;
	}

	/** An active trigger; the requests of its activation are cleared. */
	async function active(parameters?: IDataObject, options?: TriggerOptions) {
		const host = await trigger(parameters, options);
		await host.activate();
		sandbox.clearLog();
		return host;
	}

	/** The requests that delete something. */
	function deletions(): string[] {
		const calls = sandbox.requests.map(({ method, path }) => `${method} ${path.slice(7)}`);
		return calls.filter((call) => call.startsWith('DELETE'));
	}

	let users = 0;

	/** Creates a user, and returns the number of items that started the workflow. */
	async function startedBy(host: TriggerHost): Promise<number> {
		const before = host.items.length;
		await callApi(sandbox, 'POST', '/core/users/', { username: `user-${users++}`, name: 'Ada' });
		await sandbox.settled();
		return host.items.length - before;
	}

	return { sandbox: () => sandbox, trigger, active, deletions, startedBy };
}
