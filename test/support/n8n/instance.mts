import { randomUUID } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../process/cleanup.mts';
import { freePort } from '../process/ports.mts';
import type { Outcome } from '../process/run.mts';
import { run } from '../process/run.mts';
import { Service } from '../process/service.mts';
import type { Execution } from './editorApi.mts';
import { executionsOf, publish, unpublish } from './editorApi.mts';
import { environment } from './environment.mts';
import type { Credential, ExportedWorkflow, Run } from './exports.mts';
import { n8nBin, node } from './install.mts';
import { newUserFolder } from './newUserFolder.mts';
import { packInto } from './pack.mts';
import type { Session } from './session.mts';
import { signIn } from './session.mts';

export interface InstanceOptions {
	/** Kept when it is given; without it, a temporary one is made that goes with remove(). */
	folder?: string;
	/** Taken when it is free. */
	port?: number;
	/** n8n's when it is started: `start` unless told. */
	args?: string[];
	/** Further variables of its environment. */
	settings?: (port: number) => NodeJS.ProcessEnv;
}

/** A real n8n with a user folder of its own and the package as its users get it. */
export class Instance {
	#args: string[];
	#env: NodeJS.ProcessEnv;
	#service?: Service;
	#session?: Session;
	#removeFolder: () => void;

	/** Its user folder. */
	readonly folder: string;
	/** Where the package is in it. */
	readonly packageFolder: string;
	/** Of the editor, the REST API and the webhooks; without a trailing slash. */
	readonly url: string;

	private constructor(
		{ folder, remove }: { folder: string; remove: () => void },
		port: number,
		brokerPort: number,
		{ args = ['start'], settings = () => ({}) }: InstanceOptions,
	) {
		this.#args = args;
		this.#env = { ...environment({ folder, port, brokerPort }), ...settings(port) };
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

	/** Runs a command of n8n while its server is not running. */
	async runCli(args: string[]): Promise<Outcome> {
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

	/** A workflow as `n8n export:workflow` writes it, with all that n8n keeps of it. */
	async exportWorkflow(id: string): Promise<ExportedWorkflow> {
		const file = path.join(this.folder, 'export.json');
		await this.runCli(['export:workflow', `--id=${id}`, `--output=${file}`]);
		const [exported] = JSON.parse(await readFile(file, 'utf8')) as ExportedWorkflow[];
		await rm(file);
		return exported;
	}

	async #import(what: 'credentials' | 'workflow', entries: object[]) {
		const file = path.join(this.folder, `import-${what}.json`);
		await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
		const { code, stdout, stderr } = await this.runCli([`import:${what}`, `--input=${file}`]);
		await rm(file);
		if (code !== 0) throw new Error(`n8n import:${what} ended with ${code}\n${stdout}\n${stderr}`);
	}

	/** Runs a workflow with `n8n execute`, and gives what the editor would show. */
	async execute(id: string): Promise<Run> {
		const { code, stdout, stderr } = await this.runCli(['execute', `--id=${id}`, '--rawOutput']);
		const json = /^\{$[\s\S]*?^\}$/m.exec(stdout)?.[0];
		if (!json) throw new Error(`n8n execute printed no run data (${code})\n${stdout}\n${stderr}`);
		const { data } = JSON.parse(json) as { data: { resultData: Run } };
		return data.resultData;
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
		const answers = async (endpoint: string) => {
			const response = await fetch(`${this.url}${endpoint}`).catch(() => undefined);
			return response?.ok === true;
		};
		if (!(await answers('/healthz/readiness'))) return false;
		// Some say that they are ready before their editor has its API.
		return this.#args[0] !== 'start' || (await answers('/rest/settings'));
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

	/** Takes a workflow back, see unpublish(). */
	async deactivate(id: string): Promise<void> {
		await unpublish((await this.signIn()).rest, id);
	}

	/** The executions of a workflow, see executionsOf(). */
	async executions(workflowId: string): Promise<Execution[]> {
		return await executionsOf((await this.signIn()).rest, workflowId);
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

	/** Asks it to end, and ends it when it has not after `patience` ms. */
	async stop(patience?: number): Promise<void> {
		await this.#service?.stop(patience);
		this.#service = undefined;
	}

	/** Ends it as the kernel does when memory runs out; what it printed can still be read. */
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
