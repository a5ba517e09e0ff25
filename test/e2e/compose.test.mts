// compose.yml without Docker: what can go wrong in it, and n8n's start as in its container.
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { load } from 'js-yaml';

import { RELEASES } from '../../nodes/Authentik/shared/releases.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { atExit } from '../support/process/cleanup.mts';
import type { Credential, ExportedWorkflow } from '../support/n8n/exports.mts';
import { environment } from '../support/n8n/environment.mts';
import { n8nBin, node, pinnedVersion, root } from '../support/n8n/install.mts';
import { freePort } from '../support/process/ports.mts';
import type { Program } from '../support/process/run.mts';
import { start, stop } from '../support/process/run.mts';
import { signIn } from '../support/n8n/session.mts';

const text = await readFile(path.join(root, 'compose.yml'), 'utf8');
const { services, configs } = load(text) as Compose;

/** The parts that are checked. */
interface Compose {
	services: Record<'authentik' | 'worker', { image: string }> & {
		n8n: {
			image: string;
			environment: Record<string, string>;
			entrypoint: [shell: string, flags: string];
			command: [string];
			volumes: string[];
		};
	};
	configs: { credentials: { content: string } };
}

let sandbox: Sandbox;
let container: Program;

before(async () => {
	sandbox = await startSandbox();
});

after(async () => {
	if (container) await stop(container);
	await sandbox?.close();
});

test('it runs the n8n of the end-to-end suite, and a supported authentik', async () => {
	assert.equal(services.n8n.image, `docker.n8n.io/n8nio/n8n:${pinnedVersion}`);

	assert.equal(services.worker.image, services.authentik.image);
	const release = /:(\d{4}\.\d+)\.\d+\}$/.exec(services.authentik.image)?.[1];
	assert.ok(
		RELEASES.some((known) => known === release),
		release,
	);
});

test('npm run compose creates every secret that it reads, and no other', async () => {
	const script = await readFile(path.join(root, 'scripts/compose.mts'), 'utf8');
	const made = /const SECRETS = \[([^\]]+)\]/.exec(script)?.[1];
	const wanted = [...text.matchAll(/(?<!\$)\$\{(\w+)(?!\w*:-)/g)].map(([, name]) => name);
	assert.deepEqual(new Set(made?.match(/\w+/g)), new Set(wanted));
});

test('what it mounts exists', () => {
	const mounted = services.n8n.volumes.filter((volume) => volume.startsWith('./'));
	assert.equal(mounted.length, 3);
	for (const [source] of mounted.map((volume) => volume.split(':'))) {
		assert.ok(existsSync(path.join(root, source)), source);
	}
});

test('n8n starts as its container does, with the package, its credential and the examples', async () => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-authentik-compose-'));
	atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
	const url = await startContainer(folder);
	const { rest } = await signIn(url);

	const [credential, ...others] = await rest<Array<Omit<Credential, 'data'>>>(
		'GET',
		'/credentials',
	);
	assert.equal(others.length, 0);
	const { id, name, type } = credential;
	assert.deepEqual({ id, name, type }, await credentialOfExamples());
	// n8n restores the token that it does not show.
	const { data } = await rest<Credential>('GET', `/credentials/${id}?includeData=true`);
	const credentials = { id, name, type, data };
	const tested = await rest<{ status: string; message: string }>('POST', '/credentials/test', {
		credentials,
	});
	assert.equal(tested.status, 'OK', tested.message);

	const examples = (await readdir(path.join(root, 'examples'))).filter((file) =>
		file.endsWith('.json'),
	);
	const workflows = await rest<unknown[]>('GET', '/workflows');
	assert.equal(workflows.length, examples.length);
});

/** Runs the command of the n8n service on this machine, with its own folders and addresses. */
async function startContainer(folder: string) {
	const place = (file: string) => path.join(folder, file);
	await mkdir(place('package'), { recursive: true });
	await cp(path.join(root, 'dist'), place('package/dist'), { recursive: true });
	await cp(path.join(root, 'package.json'), place('package/package.json'));
	await cp(path.join(root, 'examples'), place('setup/examples'), { recursive: true });
	const credentials = configs.credentials.content
		.replace('http://authentik:9000', sandbox.url)
		.replace('${AUTHENTIK_BOOTSTRAP_TOKEN}', sandbox.token);
	await writeFile(place('setup/credentials.json'), credentials);
	await mkdir(place('bin'));
	await writeFile(place('bin/n8n'), `#!/bin/sh\nexec '${node}' '${n8nBin}' "$@"\n`);
	await chmod(place('bin/n8n'), 0o755);

	const port = await freePort();
	const inherited = environment({ folder, port, brokerPort: await freePort(), hasEditor: true });
	const env = {
		...inherited,
		...services.n8n.environment,
		HOME: folder,
		PATH: `${place('bin')}:${inherited.PATH}`,
	};
	const [shell, flags] = services.n8n.entrypoint;
	const command = services.n8n.command[0]
		.replaceAll('$$', '$')
		.replaceAll(/(?<=[ =])(?=\/(?:package|setup)\/)/g, folder);
	container = start(shell, [flags, command], { cwd: folder, env, stdio: 'ignore' });

	const url = `http://127.0.0.1:${port}`;
	let code: number | undefined;
	void container.exited.then((ended) => {
		code = ended;
	});
	for (let tries = 0; !(await isReady(url)); tries++) {
		assert.equal(code, undefined, 'n8n ended');
		assert.ok(tries < 450, 'n8n did not get ready');
		await sleep(200);
	}
	return url;
}

async function isReady(url: string) {
	const response = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
	return response?.ok === true;
}

async function credentialOfExamples() {
	const file = path.join(root, 'examples/update-scim-provider.json');
	const { nodes } = JSON.parse(await readFile(file, 'utf8')) as ExportedWorkflow;
	const [[type, { id, name }]] = nodes.flatMap(({ credentials = {} }) =>
		Object.entries(credentials),
	);
	return { id, name, type };
}
