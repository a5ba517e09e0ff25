import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { atExit } from './cleanup.mjs';
import { environment } from './environment.mjs';
import { n8nBin, node } from './install.mjs';
import { packInto } from './pack.mjs';
import { freePort } from './ports.mjs';
import * as programs from './run.mjs';
import { signIn } from './session.mjs';

const READY_WITHIN = 90_000;

/** A real n8n with a user folder of its own and the package as its users get it. */
export class Instance {
	#server;
	#env;
	#removeFolder = () => {};

	/**
	 * Prepares n8n without starting it.
	 * @param {{ folder?: string, port?: number }} options
	 *   `folder` is kept when it is given; without it, a temporary one is made that goes with remove().
	 *   `port` is taken when it is free
	 */
	static async create({ folder, port } = {}) {
		const instance = new Instance();
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
		instance.#env = environment({
			folder: instance.folder,
			port: chosen,
			brokerPort: await freePort(),
		});
		return instance;
	}

	#temporaryFolder() {
		const folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-authentik-e2e-'));
		this.#removeFolder = atExit(() =>
			rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
		);
		return folder;
	}

	/**
	 * Runs a command of n8n while its server is not running.
	 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
	 */
	async runCli(args) {
		return await programs.run(node, [n8nBin, ...args], { env: this.#env, cwd: this.folder });
	}

	/** Imports credentials: `{ id, name, type, data }`, data in plain text. */
	async importCredentials(...credentials) {
		await this.#import('credentials', credentials);
	}

	/** Imports workflows as the editor exports them, each with an `id`. */
	async importWorkflows(...workflows) {
		await this.#import('workflow', workflows);
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

	/** Starts the server and waits until the editor can be used. Its output goes to `server.log` in the folder. */
	async start() {
		const logFile = path.join(this.folder, 'server.log');
		const log = createWriteStream(logFile);
		this.#server = programs.start(node, [n8nBin, 'start'], {
			env: this.#env,
			cwd: this.folder,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.#server.stdout.pipe(log);
		this.#server.stderr.pipe(log);
		let ended = false;
		void this.#server.exited.then(() => (ended = true));
		const deadline = Date.now() + READY_WITHIN;
		while (!(await this.#isReady())) {
			if (ended || Date.now() > deadline) {
				await this.stop();
				throw new Error(`n8n did not start\n${await readFile(logFile, 'utf8')}`);
			}
			await sleep(200);
		}
	}

	async #isReady() {
		const response = await fetch(`${this.url}/healthz/readiness`).catch(() => undefined);
		return response?.ok === true;
	}

	/** Signs in, see signIn(). */
	async signIn() {
		return await signIn(this.url);
	}

	async stop() {
		if (this.#server) await programs.stop(this.#server);
		this.#server = undefined;
	}

	/** Stops the server, and removes the folder if it is a temporary one. */
	async remove() {
		await this.stop();
		this.#removeFolder();
	}
}
