/**
 * The main use case: runs examples/update-scim-provider.json in n8n's own engine and shows what happens. Runs against
 * the embedded sandbox, or against a real server with AUTHENTIK_URL and AUTHENTIK_TOKEN (and AUTHENTIK_PROVIDER, the ID
 * of the SCIM provider to change; defaults to the first one).
 */
import '../test/support/env.ts';

import { createInterface } from 'node:readline/promises';

import type { IDataObject, IWorkflowBase } from 'n8n-workflow';

import type { RequestRecord } from '../sandbox/index.ts';
import type { Engine, Outcome } from '../test/support/engine.ts';

const { startEngine } = await import('../test/support/engine.ts');
const { SAFE, startSandbox } = await import('../sandbox/index.ts');
const { credentialFor, example, nodeOf } = await import('../test/support/n8n/examples.mts');

/** A server to run against. */
interface Server {
	url: string;
	token: string;
	/** The requests that it received, if known. */
	requests?: RequestRecord[];
	/** Stops or disconnects it. */
	close: () => Promise<void>;
}

const SHOWN = ['pk', 'name', 'url', 'dry_run', 'exclude_users_service_account'];

const server = await chooseServer();
try {
	await demo(server);
} finally {
	await server.close();
}

async function chooseServer(): Promise<Server> {
	const { AUTHENTIK_URL: url, AUTHENTIK_TOKEN: token } = process.env;
	if (!url || !token) {
		const sandbox = await startSandbox({ seed: true, ...SAFE });
		heading(`Embedded authentik ${sandbox.release} at ${sandbox.url}`);
		return sandbox;
	}
	const prompt = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await prompt.question(
		`This turns on Dry Run for a SCIM provider of ${url}, which then starts a full sync. Continue? (yes/no) `,
	);
	prompt.close();
	if (answer.trim().toLowerCase() !== 'yes') {
		console.log('Nothing was changed.');
		process.exit(0);
	}
	return { url, token, close: async () => undefined };
}

async function demo({ url, token, requests }: Server) {
	const engine = await startEngine({ authentikApi: credentialFor({ url, token }).data });
	const workflow = (await example('update-scim-provider')) as IWorkflowBase;
	const update = nodeOf(workflow, 'Update SCIM Provider');
	const { results } = await engine.search('searchScimProviders');
	if (results.length === 0) throw new Error('This authentik has no SCIM provider to change.');
	const id = process.env.AUTHENTIK_PROVIDER ?? String(results[0].value);
	update.parameters.scimProvider = { __rl: true, mode: 'id', value: id };

	const get = structuredClone(workflow);
	const reader = nodeOf(get, update.name);
	reader.parameters = { ...reader.parameters, operation: 'get' };

	heading(`Before: SCIM provider ${id}`);
	print(only(SHOWN, await outputOf(engine, get, update.name)));
	if (requests) requests.length = 0;

	const outcome = await engine.runWorkflow(workflow);
	if (outcome.error) throw outcome.error;
	heading('Sent');
	if (requests) {
		for (const { method, path, body } of requests) {
			print(`${method} ${path}`);
			if (body !== undefined) print(body);
		}
	} else print(update.parameters.updateFields);

	heading('After');
	print(only(SHOWN, await outputOf(engine, get, update.name)));
	heading('What the next step of the workflow received and made of it');
	print(only(SHOWN, firstOf(outcome, update.name)));
	print(firstOf(outcome, 'Use the Response'));
}

async function outputOf(engine: Engine, workflow: IWorkflowBase, node: string) {
	const outcome = await engine.runWorkflow(workflow);
	if (outcome.error) throw outcome.error;
	return firstOf(outcome, node);
}

function firstOf(outcome: Outcome, node: string) {
	const [item] = outcome.out(node) ?? [];
	if (!item) throw new Error(`${node} gave nothing`);
	return item.json;
}

function only(names: string[], json: IDataObject) {
	return Object.fromEntries(names.map((name) => [name, json[name]]));
}

function heading(text: string) {
	console.log(`\n\u001b[1m${text}\u001b[0m`);
}

function print(...values: unknown[]) {
	for (const value of values) {
		console.log(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
	}
}
