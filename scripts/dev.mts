// npm run dev: a real n8n with this package and the sandbox. Restarts n8n when the sources of the package change.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { startDemo } from '../sandbox/demo.ts';
import { changed, stateOf } from '../test/support/n8n/changes.mts';
import {
	credentialFor,
	example,
	exampleNames,
	exampleWorkflow,
} from '../test/support/n8n/examples.mts';
import { showProvisioning } from '../test/support/n8n/provisioning.mts';
import { cache, install, root } from '../test/support/n8n/install.mts';
import { Instance } from '../test/support/n8n/instance.mts';
import { packInto } from '../test/support/n8n/pack.mts';
import { freePort } from '../test/support/process/ports.mts';
import { mustRun } from '../test/support/process/run.mts';
import { owner } from '../test/support/n8n/session.mts';

const EXAMPLE = 'updateScimProvider';
const AKADMIN = { id: 'authentikAkadmin', name: 'authentik (akadmin)' };
const JOINER_FORM = {
	id: 'joinerForm',
	name: 'joiner form',
	type: 'httpBasicAuth',
	data: { user: 'hr', password: 'hr' },
};
const SOURCES = ['nodes', 'credentials', 'icons'].map((source) => path.join(root, source));

/** Keeps a developer's work in n8n from one start to the next. */
const folder = devFolder();

// Files saved from here on are not in the build that npm has just made.
let built = await stateOf(SOURCES);
await install();
const { sandbox, target, tokens, provider } = await startDemo({
	port: await portFor('the sandbox', 9000),
	targetPort: await portFor('the SCIM target', 8099),
	onProvision: showProvisioning,
});
console.log('Starting n8n …');
const n8n = await startN8n();

console.log(`
n8n       ${n8n.url}/workflow/${EXAMPLE}
          ${owner.email} / ${owner.password}
authentik ${sandbox.url} (sandbox, without a web interface)
target    ${target.url}/Users and ${target.url}/Groups show what the SCIM provider CRM has provisioned

Credentials in n8n: "authentik" is a service account, "authentik (akadmin)" is an administrator. For a trigger, use
one of them, and the other one for what it waits for: by default, a trigger ignores the events of its own credential.
"joiner form" (hr / hr) protects the form of the onboarding example. Requests to the SCIM target are listed here.

Changes in nodes/, credentials/ and icons/ are built, and n8n restarts with them. Ctrl-C stops everything.
n8n keeps its data, and its log in server.log, in ${folder}`);

for (;;) {
	built = await changed(SOURCES, built);
	await restart().catch((error: Error) => console.error(error.message));
}

/**
 * A folder for this checkout, outside of it: inside, the package would find the repository's n8n-workflow, with
 * different classes, before n8n's. An installed package does not have this problem.
 */
function devFolder() {
	const checkout = createHash('sha256').update(root).digest('hex').slice(0, 8);
	return path.join(cache, `dev-${checkout}`);
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
	const instance = await Instance.create({
		folder,
		port: await portFor('n8n', 5678),
		hasEditor: true,
	});
	const { url } = sandbox;
	// A port may differ from last time; the developer's own workflows stay as they are.
	await instance.importCredentials(
		credentialFor({ url, token: tokens.n8n }),
		credentialFor({ url, token: tokens.akadmin }, AKADMIN),
		JOINER_FORM,
	);
	if (isNew) await instance.importWorkflows(...(await workflows()));
	await instance.start();
	await instance.signIn();
	return instance;
}

/** The examples, which users have to set up, except the first one, which is ready. */
async function workflows() {
	const others = (await exampleNames()).filter((name) => name !== 'update-scim-provider');
	return [
		await exampleWorkflow({ id: EXAMPLE, provider }),
		...(await Promise.all(others.map(async (name) => await example(name)))),
	];
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
