/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
/**
 * Jest's globalSetup: bundles each official client into one file. Each has more than a thousand modules, some packages
 * lack the compiled entry file, and every test file would load them again.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

import { devDependencies } from '../../package.json';

const root = require.resolve('../../package.json').replace(/package\.json$/, '');

const CLIENT = /^@goauthentik\/api-(.+)$/;

export default async function bundleClients(): Promise<void> {
	const clients = Object.keys(devDependencies).flatMap((name) => CLIENT.exec(name)?.[1] ?? []);
	await Promise.all(clients.map(bundle));
}

async function bundle(release: string): Promise<void> {
	const folder = join(root, 'node_modules', '@goauthentik', `api-${release}`);
	const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
	const { version } = JSON.parse(manifest) as { version: string };
	const outfile = join(root, '.cache', 'clients', `${release}.js`);
	const stamp = `// @goauthentik/api ${version}`;
	if (existsSync(outfile) && readFirstLine(outfile) === stamp) return;
	await build({
		entryPoints: [join(folder, 'src', 'index.ts')],
		bundle: true,
		platform: 'node',
		format: 'cjs',
		banner: { js: stamp },
		outfile,
		logLevel: 'error',
	});
}

function readFirstLine(file: string): string {
	return readFileSync(file, 'utf8').split('\n', 1)[0];
}
