// npm run dev: a real n8n with this package and the sandbox. Restarts n8n when the sources of the package change.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { SAFE, startSandbox } from '../sandbox/index.ts';
import { changed, stateOf } from '../test/support/n8n/changes.mts';
import { credentialFor, exampleWorkflow } from '../test/support/n8n/examples.mts';
import { install, root } from '../test/support/n8n/install.mts';
import { Instance } from '../test/support/n8n/instance.mts';
import { packInto } from '../test/support/n8n/pack.mts';
import { freePort } from '../test/support/process/ports.mts';
import { mustRun } from '../test/support/process/run.mts';
import { owner } from '../test/support/n8n/session.mts';

const EXAMPLE = 'updateScimProvider';
const SOURCES = ['nodes', 'credentials', 'icons'].map((source) => path.join(root, source));

/** Keeps what a developer does in n8n from one start to the next. */
const folder = devFolder();

// What is saved from here on is not in the build that npm has just made.
let built = await stateOf(SOURCES);
await install();
const sandbox = await startSandbox({
	seed: true,
	...SAFE,
	port: await portFor('the sandbox', 9000),
});
console.log('Starting n8n …');
const n8n = await startN8n();

console.log(`
n8n       ${n8n.url}/workflow/${EXAMPLE}
          ${owner.email} / ${owner.password}
authentik ${sandbox.url} (sandbox, token ${sandbox.token})

Changes in nodes/, credentials/ and icons/ are built, and n8n restarts with them. Ctrl-C stops everything.
n8n keeps its data, and its log in server.log, in ${folder}`);

for (;;) {
	built = await changed(SOURCES, built);
	await restart().catch((error: Error) => console.error(error.message));
}

/**
 * A folder of this checkout outside of it: inside, the package would find the repository's n8n-workflow before
 * n8n's, whose classes are others. Nobody who installs the package has that.
 */
function devFolder() {
	const cache =
		process.platform === 'darwin'
			? path.join(os.homedir(), 'Library', 'Caches')
			: process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
	const checkout = createHash('sha256').update(root).digest('hex').slice(0, 8);
	return path.join(cache, 'n8n-nodes-authentik', `dev-${checkout}`);
}

async function portFor(name: string, preferred: number) {
	const port = await freePort(preferred);
	if (port !== preferred) {
		console.log(`Port ${preferred} is in use by another program, so ${name} takes ${port}.`);
	}
	return port;
}

async function startN8n() {
	const isNew = !existsSync(path.join(folder, '.n8n', 'database.sqlite'));
	await mkdir(folder, { recursive: true });
	const instance = await Instance.create({ folder, port: await portFor('n8n', 5678) });
	// The sandbox starts with a new token each time; the developer's own workflows stay as they are.
	await instance.importCredentials(credentialFor(sandbox));
	if (isNew) {
		await instance.importWorkflows(
			await exampleWorkflow({ id: EXAMPLE, provider: await firstProvider() }),
		);
	}
	await instance.start();
	await instance.signIn();
	return instance;
}

async function firstProvider() {
	const response = await fetch(`${sandbox.url}/api/v3/providers/scim/?ordering=pk`, {
		headers: { authorization: `Bearer ${sandbox.token}` },
	});
	const { results } = (await response.json()) as { results: Array<{ pk: number }> };
	return results[0].pk;
}

/** n8n's own hot reload (N8N_DEV_RELOAD) shows each node of a package twice in 2.40. */
async function restart() {
	console.log('Building …');
	await mustRun('npm', ['run', '--silent', 'build'], { cwd: root });
	await n8n.stop();
	await packInto(n8n.packageFolder);
	await n8n.start();
	console.log(`${new Date().toLocaleTimeString()} n8n runs again. Reload its page.`);
}
