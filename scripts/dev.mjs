// npm run dev: a real n8n with this package and the sandbox. Restarts n8n when the sources of the package change.
import { existsSync, watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { startSandbox } from '../sandbox/index.ts';
import { credentialFor, exampleWorkflow } from './n8n/demo.mjs';
import { install, root } from './n8n/install.mjs';
import { Instance } from './n8n/instance.mjs';
import { packInto } from './n8n/pack.mjs';
import { freePort } from './n8n/ports.mjs';
import { mustRun } from './n8n/run.mjs';
import { owner } from './n8n/session.mjs';

const EXAMPLE = 'updateScimProvider';
const SOURCES = ['nodes', 'credentials', 'icons'];

/** Keeps what a developer does in n8n from one start to the next. */
const folder = path.join(root, '.cache', 'dev');

await install();
const sandbox = await startSandbox({ seed: true, port: await freePort(9000) });
const n8n = await startN8n();
watchSources();

console.log(`
n8n       ${n8n.url}/workflow/${EXAMPLE}
          ${owner.email} / ${owner.password}
authentik ${sandbox.url} (sandbox, token ${sandbox.token})

Changes in ${SOURCES.join('/, ')}/ are built, and n8n restarts with them. Ctrl-C stops everything.`);

async function startN8n() {
	const isNew = !existsSync(path.join(folder, '.n8n', 'database.sqlite'));
	await mkdir(folder, { recursive: true });
	const instance = await Instance.create({ folder, port: 5678 });
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
	const { results } = await response.json();
	return results[0].pk;
}

function watchSources() {
	let soon;
	for (const source of SOURCES) {
		watch(path.join(root, source), { recursive: true }, () => {
			clearTimeout(soon);
			soon = setTimeout(rebuild, 300);
		});
	}
}

let building = Promise.resolve();

/** One at a time, so that none packs what another has just emptied. */
function rebuild() {
	building = building.then(restart).catch((error) => console.error(error.message));
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
