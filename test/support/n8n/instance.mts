import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../process/cleanup.mts';
import { executionsOf, publish, unpublish } from './editorApi.mts';
import { environment } from './environment.mts';
import { n8nBin, node } from './install.mts';
import { packInto } from './pack.mts';
import { freePort } from '../process/ports.mts';
import { run } from '../process/run.mts';
import { Service } from '../process/service.mts';
import { signIn } from './session.mts';

/** A real n8n with a user folder of its own and the package as its users get it. */
export class Instance {
	#args;
	#service;
	#env;
	#session;
	#removeFolder = () => {};

	/** Its user folder. */
	folder;
	/** Where the package is in it. */
	packageFolder;
	/** Of the editor, the REST API and the webhooks; without a trailing slash. */
	url;

	/**
	 * Prepares n8n without starting it.
	 * @param {{ folder?: string, port?: number, args?: string[], settings?: (port: number) => object }} options
	 *   `folder` is kept when it is given; without it, a temporary one is made that goes with remove().
	 *   `port` is taken when it is free. `args` are n8n's when it is started, `settings` gives
	 *   further variables of its environment
	 */
	static async create({ folder, port, args = ['start'], settings = () => ({}) } = {}) {
		const instance = new Instance();
		instance.#args = args;
		instance.folder = folder ?? instance.#temporaryFolder();
		instance.packageFolder = path.join(
			instance.folder,
			'.n8n',
			'nodes',
			'node_modules',
			'n8n-nodes-authentik',
		);
		await rm(instance.packageFolder, { recursive: true, force: true });
		await packInto(instance.packageFolder);
		const chosen = await freePort(port);
		instance.url = `http://127.0.0.1:${chosen}`;
		const brokerPort = await freePort();
		instance.#env = {
			...environment({ folder: instance.folder, port: chosen, brokerPort }),
			...settings(chosen),
		};
		return instance;
	}

	#temporaryFolder() {
		const { folder, remove } = temporaryFolder();
		this.#removeFolder = remove;
		return folder;
	}

	/**
	 * Runs a command of n8n while its server is not running.
	 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
	 */
	async runCli(args) {
		return await run(node, [n8nBin, ...args], { env: this.#env, cwd: this.folder });
	}

	/** Imports credentials: `{ id, name, type, data }`, data in plain text. */
	async importCredentials(...credentials) {
		await this.#import('credentials', credentials);
	}

	/** Imports workflows as the editor exports them, each with an `id`; they do not run until activate(). */
	async importWorkflows(...workflows) {
		// Before 2.11, n8n has no defaults for these.
		const complete = workflows.map((workflow) => ({
			active: false,
			versionId: randomUUID(),
			...workflow,
		}));
		await this.#import('workflow', complete);
	}

	/** A workflow as `n8n export:workflow` writes it, with all that n8n keeps of it. */
	async exportWorkflow(id) {
		const file = path.join(this.folder, 'export.json');
		await this.runCli(['export:workflow', `--id=${id}`, `--output=${file}`]);
		const [exported] = JSON.parse(await readFile(file, 'utf8'));
		await rm(file);
		return exported;
	}

	async #import(what, entries) {
		const file = path.join(this.folder, `import-${what}.json`);
		await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
		const { code, stdout, stderr } = await this.runCli([`import:${what}`, `--input=${file}`]);
		await rm(file);
		if (code !== 0) throw new Error(`n8n import:${what} ended with ${code}\n${stdout}\n${stderr}`);
	}

	/**
	 * Runs a workflow with `n8n execute`.
	 * @returns {Promise<{ code: number, error?: any, runData: Record<string, any[]> }>} what the editor
	 *   would show: for each node its runs, and the error that ended the workflow
	 */
	async execute(id) {
		const { code, stdout, stderr } = await this.runCli(['execute', `--id=${id}`, '--rawOutput']);
		const json = /^\{$[\s\S]*?^\}$/m.exec(stdout)?.[0];
		if (!json) throw new Error(`n8n execute printed no run data (${code})\n${stdout}\n${stderr}`);
		const { error, runData } = JSON.parse(json).data.resultData;
		return { code, error, runData };
	}

	/** Starts n8n and waits until it can be used. Its output goes to `server.log` in the folder. */
	async start() {
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
		const answers = async (path) => {
			const response = await fetch(`${this.url}${path}`).catch(() => undefined);
			return response?.ok === true;
		};
		if (!(await answers('/healthz/readiness'))) return false;
		// Some say that they are ready before their editor has its API.
		return this.#args[0] !== 'start' || (await answers('/rest/settings'));
	}

	/** Signs in, see signIn(). */
	async signIn() {
		this.#session ??= await signIn(this.url);
		return this.#session;
	}

	/** Publishes a workflow, so that its triggers work, see publish(). */
	async activate(id) {
		await publish((await this.signIn()).rest, id);
	}

	/** Takes a workflow back, see unpublish(). */
	async deactivate(id) {
		await unpublish((await this.signIn()).rest, id);
	}

	/** The executions of a workflow, see executionsOf(). */
	async executions(workflowId) {
		return await executionsOf((await this.signIn()).rest, workflowId);
	}

	/** What it has printed since it was last started. */
	async log() {
		return await readFile(this.#logFile, 'utf8');
	}

	/** What it has used since it was started, see Service. */
	async usage() {
		return await this.#service.usage();
	}

	/** Asks it to end, and ends it when it has not after `patience` ms. */
	async stop(patience) {
		await this.#service?.stop(patience);
		this.#service = undefined;
	}

	/** Ends it as the kernel does when memory runs out; what it printed can still be read. */
	async kill() {
		await this.#service.kill();
		this.#service = undefined;
	}

	/** Stops the server, and removes the folder if it is a temporary one. */
	async remove() {
		await this.stop();
		this.#removeFolder();
	}
}
