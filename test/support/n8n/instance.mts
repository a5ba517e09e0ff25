import { randomUUID } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import { temporaryFolder } from '../process/cleanup.mts';
import { freePort } from '../process/ports.mts';
import type { Outcome } from '../process/run.mts';
import { run } from '../process/run.mts';
import { Service } from '../process/service.mts';
import type { Execution } from './editorApi.mts';
import {
	executionOf,
	executionsOf,
	publish,
	runManually,
	save,
	saveCredential,
	unpublish,
} from './editorApi.mts';
import { environment } from './environment.mts';
import type { Credential, ExportedWorkflow, Run } from './exports.mts';
import { isOlderThan, n8nBin, node } from './install.mts';
import { newUserFolder } from './newUserFolder.mts';
import { packInto } from './pack.mts';
import type { Session } from './session.mts';
import { signIn } from './session.mts';

export interface InstanceOptions {
	/** Kept if it is set; otherwise, a temporary one is created that remove() deletes. */
	folder?: string;
	/** Used if it is free. */
	port?: number;
	/** n8n's arguments at the start; defaults to `start`. */
	args?: string[];
	/** Whether it serves its editor; without it, n8n starts in half the time, and runs no Code nodes. */
	hasEditor?: boolean;
	/** Further environment variables. */
	settings?: (port: number) => NodeJS.ProcessEnv;
}

/** A real n8n with a user folder of its own and the package as its users install it. */
export class Instance {
	#args: string[];
	#env: NodeJS.ProcessEnv;
	#service?: Service;
	#session?: Session;
	#removeFolder: () => void;
	/** The IDs that n8n assigned to saved credentials, by their previous ones. */
	#credentialIds = new Map<string, string>();

	/** Its user folder. */
	readonly folder: string;
	/** The package's folder in it. */
	readonly packageFolder: string;
	/** The address of the editor, the REST API and the webhooks; without a trailing slash. */
	readonly url: string;

	private constructor(
		{ folder, remove }: { folder: string; remove: () => void },
		port: number,
		brokerPort: number,
		{ args = ['start'], hasEditor, settings = () => ({}) }: InstanceOptions,
	) {
		this.#args = args;
		this.#env = { ...environment({ folder, port, brokerPort, hasEditor }), ...settings(port) };
		this.#removeFolder = remove;
		this.folder = folder;
		this.packageFolder = path.join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-authentik');
		this.url = `http://127.0.0.1:${port}`;
	}

	/** Prepares n8n without starting it. */
	static async create(options: InstanceOptions = {}): Promise<Instance> {
		const { folder, port } = options;
		const place = folder ? { folder, remove: () => undefined } : temporaryFolder();
		if (!folder) await cp(await newUserFolder(), place.folder, { recursive: true });
		const instance = new Instance(place, await freePort(port), await freePort(), options);
		await rm(instance.packageFolder, { recursive: true, force: true });
		await packInto(instance.packageFolder);
		return instance;
	}

	/** Runs a command of n8n, in a process of its own. */
	async #runCli(args: string[]): Promise<Outcome> {
		return await run(node, [n8nBin, ...args], { env: this.#env, cwd: this.folder });
	}

	/** Imports credentials, their data in plain text. */
	async importCredentials(...credentials: Credential[]): Promise<void> {
		await this.#import('credentials', credentials);
	}

	/** Imports workflows as the editor exports them, each with an `id`; they do not run until activate(). */
	async importWorkflows(...workflows: ExportedWorkflow[]): Promise<void> {
		// Before 2.11, n8n has no defaults for these.
		const complete = workflows.map((workflow) => ({
			active: false,
			versionId: randomUUID(),
			...workflow,
		}));
		await this.#import('workflow', complete);
	}

	/** Saves credentials while the server is running, without another process of n8n. */
	async saveCredentials(...credentials: Credential[]): Promise<void> {
		const { rest } = await this.signIn();
		const ids = this.#credentialIds;
		for (const one of credentials)
			ids.set(one.id, await saveCredential(rest, one, ids.get(one.id)));
	}

	/** The ID that n8n assigned to a saved credential, by its previous one. */
	credentialId(id: string): string {
		return this.#credentialIds.get(id) ?? id;
	}

	/** Saves workflows while the server is running, with the IDs of saved credentials in them, see save(). */
	async saveWorkflows(...workflows: ExportedWorkflow[]): Promise<void> {
		const { rest } = await this.signIn();
		const ready = workflows.map(({ nodes, ...workflow }) => ({
			...workflow,
			nodes: nodes.map((node) => this.#withSavedCredentials(node)),
		}));
		// Older ones assign each workflow an ID of their own.
		if (isOlderThan('2.11')) await this.importWorkflows(...ready);
		else for (const workflow of ready) await save(rest, workflow);
	}

	#withSavedCredentials(node: INode): INode {
		if (!node.credentials) return node;
		const credentials = Object.entries(node.credentials).map(([type, one]) => {
			return [type, { ...one, id: this.credentialId(String(one.id)) }] as const;
		});
		return { ...node, credentials: Object.fromEntries(credentials) };
	}

	/** A workflow as `n8n export:workflow` writes it, with everything that n8n stores of it. */
	async exportWorkflow(id: string): Promise<ExportedWorkflow> {
		const file = path.join(this.folder, 'export.json');
		await this.#runCli(['export:workflow', `--id=${id}`, `--output=${file}`]);
		const [exported] = JSON.parse(await readFile(file, 'utf8')) as ExportedWorkflow[];
		await rm(file);
		return exported;
	}

	async #import(what: 'credentials' | 'workflow', entries: object[]) {
		const file = path.join(this.folder, `import-${what}.json`);
		await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
		const { code, stdout, stderr } = await this.#runCli([`import:${what}`, `--input=${file}`]);
		await rm(file);
		if (code !== 0) throw new Error(`n8n import:${what} ended with ${code}\n${stdout}\n${stderr}`);
	}

	/** Runs a workflow while the server is running, see runManually(). */
	async run(id: string): Promise<Run> {
		return await runManually((await this.signIn()).rest, id);
	}

	/** Starts n8n and waits until it can be used. Its output goes to `server.log` in the folder. */
	async start(): Promise<void> {
		this.#service = await Service.start({
			name: `n8n ${this.#args.join(' ')}`,
			command: node,
			args: [n8nBin, ...this.#args],
			env: this.#env,
			cwd: this.folder,
			logFile: this.#logFile,
			isReady: async () => await this.#isReady(),
		});
	}

	get #logFile() {
		return path.join(this.folder, 'server.log');
	}

	async #isReady() {
		const status = async (endpoint: string) => {
			const response = await fetch(`${this.url}${endpoint}`).catch(() => undefined);
			return response?.status;
		};
		if ((await status('/healthz/readiness')) !== 200) return false;
		// Some report that they are ready before they have the API of their editor.
		return this.#args[0] !== 'start' || (await status('/rest/login')) === 401;
	}

	/** Signs in, see signIn(). */
	async signIn(): Promise<Session> {
		this.#session ??= await signIn(this.url);
		return this.#session;
	}

	/** Publishes a workflow, so that its triggers work, see publish(). */
	async activate(id: string): Promise<void> {
		await publish((await this.signIn()).rest, id);
	}

	/** Unpublishes a workflow, see unpublish(). */
	async deactivate(id: string): Promise<void> {
		await unpublish((await this.signIn()).rest, id);
	}

	/** The executions of a workflow, see executionsOf(). */
	async executions(workflowId: string): Promise<Execution[]> {
		return await executionsOf((await this.signIn()).rest, workflowId);
	}

	/** What happened in an execution, as text, see executionOf(). */
	async executionText(id: string): Promise<string> {
		return (await executionOf((await this.signIn()).rest, id)).data;
	}

	/** What it has printed since it was last started. */
	async log(): Promise<string> {
		return await readFile(this.#logFile, 'utf8');
	}

	/** What it has used since it was started, see Service. */
	async usage(): Promise<{ memory: number; cpu: number }> {
		return await this.#running().usage();
	}

	#running() {
		if (!this.#service) throw new Error(`n8n ${this.#args.join(' ')} is not running`);
		return this.#service;
	}

	/** Asks it to end, and ends it if it has not after `patience` ms. */
	async stop(patience?: number): Promise<void> {
		await this.#service?.stop(patience);
		this.#service = undefined;
	}

	/** Ends it as the kernel does when memory runs out; its output can still be read. */
	async kill(): Promise<void> {
		await this.#running().kill();
		this.#service = undefined;
	}

	/** Stops the server, and removes the folder if it is a temporary one. */
	async remove(): Promise<void> {
		await this.stop();
		this.#removeFolder();
	}
}
