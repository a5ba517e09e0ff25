import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { callApi } from './api';
import { bindMatcher, make, makeRule, startReceiver } from './notifications';

/** What a test has: anew for each. */
export const told = {} as {
	sandbox: Sandbox;
	receiver: Awaited<ReturnType<typeof startReceiver>>;
};

/** Starts a receiver before each test of a file, and ends it and the sandbox after it. */
export function useReceiver(): void {
	beforeEach(async () => void (told.receiver = await startReceiver()));
	afterEach(async () => {
		await told.sandbox.close();
		await told.receiver.close();
	});
}

/** A sandbox that tells its logins to the receiver; what setting it up caused is forgotten. */
export async function start(
	options: SandboxOptions & Parameters<typeof makeRule>[1] = {},
	matcher: IDataObject = { action: 'login' },
) {
	const { transport, rule, users, ...rest } = options;
	const sandbox = await startSandbox({ timeScale: 0.001, ...rest });
	told.sandbox = sandbox;
	const chain = await makeRule(sandbox, {
		transport: { webhook_url: told.receiver.hook, ...transport },
		rule,
		users,
	});
	const bound = await bindMatcher(sandbox, chain.rule, matcher);
	await sandbox.settled();
	told.receiver.clearLog();
	sandbox.clearLog();
	return { ...chain, ...bound };
}

/** A mapping with this expression; its key. */
export async function mapping(expression: string) {
	return (
		await make(told.sandbox, '/propertymappings/notification/', { name: expression, expression })
	).pk;
}

/** Changes a transport. */
export async function map(transport: string, values: IDataObject) {
	await callApi(told.sandbox, 'PATCH', `/events/transports/${transport}/`, values);
}

/** The bodies that arrived, when all is done. */
export async function calls(): Promise<IDataObject[]> {
	await told.sandbox.settled();
	return told.receiver.requests.map(({ body }) => body as IDataObject);
}

/** The events whose action contains a text. */
export async function events(action: string): Promise<IDataObject[]> {
	const { body } = await callApi(told.sandbox, 'GET', `/events/events/?action=${action}`);
	return body.results as IDataObject[];
}
