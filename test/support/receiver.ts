import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { callApi } from './api';
import { bindMatcher, make, makeRule, startReceiver } from './notifications';

/** Starts a receiver of notifications before each test of a file, and ends it and the sandbox after it. */
export function useReceiver() {
	let sandbox: Sandbox;
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	beforeEach(async () => {
		receiver = await startReceiver();
	});
	afterEach(async () => {
		await sandbox.close();
		await receiver.close();
	});

	/** Starts a sandbox that sends its logins to the receiver; the calls during its setup are cleared. */
	async function start(
		options: SandboxOptions & Parameters<typeof makeRule>[1] = {},
		matcher: IDataObject = { action: 'login' },
	) {
		const { transport, rule, users, ...rest } = options;
		sandbox = await startSandbox({ timeScale: 0.001, ...rest });
		const chain = await makeRule(sandbox, {
			transport: { webhook_url: receiver.hook, ...transport },
			rule,
			users,
		});
		const bound = await bindMatcher(sandbox, chain.rule, matcher);
		await sandbox.settled();
		receiver.clearLog();
		sandbox.clearLog();
		return { ...chain, ...bound };
	}

	/** Creates a mapping with this expression; returns its key. */
	async function mapping(expression: string) {
		const body = { name: expression, expression };
		return (await make(sandbox, '/propertymappings/notification/', body)).pk;
	}

	/** Changes a transport. */
	async function map(transport: string, values: IDataObject) {
		await callApi(sandbox, 'PATCH', `/events/transports/${transport}/`, values);
	}

	/** The bodies that have arrived once all is done. */
	async function calls(): Promise<IDataObject[]> {
		await sandbox.settled();
		return receiver.requests.map(({ body }) => body as IDataObject);
	}

	/** The events whose action contains a text. */
	async function events(action: string): Promise<IDataObject[]> {
		const { body } = await callApi(sandbox, 'GET', `/events/events/?action=${action}`);
		return body.results as IDataObject[];
	}

	return {
		sandbox: () => sandbox,
		receiver: () => receiver,
		start,
		mapping,
		map,
		calls,
		events,
	};
}
