/**
 * npm run compose: the package in n8n next to a real authentik server, with Docker Compose (compose.yml). Creates the
 * secrets in .env if there are none, starts everything, and adds a SCIM provider to try things on.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnv } from 'node:util';

import { root } from '../test/support/n8n/install.mts';
import { start } from '../test/support/process/run.mts';

const AUTHENTIK = 'http://localhost:9000';
const SECRETS = [
	'PG_PASS',
	'AUTHENTIK_SECRET_KEY',
	'AUTHENTIK_BOOTSTRAP_PASSWORD',
	'AUTHENTIK_BOOTSTRAP_TOKEN',
];
/** After its first start, authentik reports healthy before it has created its token and mappings. */
const READY_WITHIN = 180_000;
const MAPPINGS = ['user', 'group'].map((kind) => `goauthentik.io/providers/scim/${kind}`);

const secrets = secretsOf(path.join(root, '.env'));
// Recreated, since a build replaces the folder that was mounted into it.
await compose('up', '--detach', '--force-recreate', 'n8n');
console.log('authentik takes a few minutes to start for the first time …');
await compose('up', '--detach', '--wait');
await eventually(ensureProvider);

console.log(`
n8n       http://localhost:5678 (make an owner; the workflows of examples/ and their credential are there)
authentik ${AUTHENTIK} (akadmin, password ${secrets.AUTHENTIK_BOOTSTRAP_PASSWORD})
          The credential is akadmin's: for a trigger to see what you do as akadmin, add the option Allow Own Events.

Stop: docker compose stop. Remove everything: docker compose down --volumes`);

interface Listed {
	results: Array<{ pk: string }>;
}

/** The secrets in a file, which is created if it does not exist. */
function secretsOf(file: string) {
	if (!existsSync(file)) {
		const lines = SECRETS.map((name) => `${name}=${randomBytes(32).toString('hex')}\n`);
		writeFileSync(file, lines.join(''), { mode: 0o600 });
	}
	const found = parseEnv(readFileSync(file, 'utf8'));
	const missing = SECRETS.filter((name) => !found[name]);
	if (missing.length === 0) return found;
	throw new Error(`${file} lacks ${missing.join(', ')}. Add them, or remove the file.`);
}

async function compose(...args: string[]) {
	const docker = start('docker', ['compose', ...args], { cwd: root, stdio: 'inherit' });
	const code = await docker.exited;
	if (code !== 0) process.exit(code);
}

/** A SCIM provider that changes nothing anywhere: its target does not exist, and Dry Run is on. */
async function ensureProvider() {
	const { results } = await api<Listed>('GET', '/providers/scim/');
	if (results.length > 0) return;
	const [userMapping, groupMapping] = await Promise.all(MAPPINGS.map(mapping));
	await api('POST', '/providers/scim/', {
		name: 'Example',
		url: 'https://scim.example.com/v2',
		token: randomBytes(16).toString('hex'),
		dry_run: true,
		property_mappings: [userMapping],
		property_mappings_group: [groupMapping],
	});
}

async function mapping(managed: string) {
	const { results } = await api<Listed>(
		'GET',
		`/propertymappings/provider/scim/?managed=${managed}`,
	);
	if (results.length === 0) throw new Error(`authentik has no mapping ${managed}`);
	return results[0].pk;
}

async function eventually(task: () => Promise<void>) {
	for (const deadline = Date.now() + READY_WITHIN; ; await sleep(2000)) {
		const [outcome] = await Promise.allSettled([task()]);
		if (outcome.status === 'fulfilled') return;
		if (Date.now() > deadline) throw outcome.reason;
	}
}

async function api<T>(method: string, endpoint: string, body?: object): Promise<T> {
	const response = await fetch(`${AUTHENTIK}/api/v3${endpoint}`, {
		method,
		headers: {
			authorization: `Bearer ${secrets.AUTHENTIK_BOOTSTRAP_TOKEN}`,
			'content-type': 'application/json',
		},
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`authentik answered ${response.status}: ${text}`);
	return JSON.parse(text) as T;
}
