// npm run test:package: checks what npm would publish, and lints it as n8n does before it verifies a package.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { root } from '../support/n8n/install.mts';
import { packInto } from '../support/n8n/pack.mts';
import { mustRun, run } from '../support/process/run.mts';

/** In bytes: the code, its texts and the README, with room to grow, but not for files that do not belong there. */
const LARGEST = 150_000;
const PUBLISHED = /^(?:dist\/.*|package\.json|README\.md|LICENSE(?:\.md)?|CHANGELOG\.md)$/;
const BUILT = /\.(?:js|json|svg)$/;
const UNWANTED =
	/tsbuildinfo|\.map$|\.d\.ts$|\.(?:test|spec)\.|__tests__|^dist\/(?:test|sandbox)\//;

interface Packed {
	/** In bytes. */
	size: number;
	files: string[];
}

const complaints: string[] = [];
const packed = await describePack();
checkFiles(packed);
await checkEntries(packed.files);
await checkPublish();
await scan();

for (const complaint of complaints) console.error(`✗ ${complaint}`);
if (complaints.length > 0) process.exit(1);
console.log(
	`✓ ${packed.files.length} files, ${packed.size} bytes packed; npm and both scans are content`,
);

/** What npm would pack. */
async function describePack(): Promise<Packed> {
	const printed = await mustRun('npm', ['pack', '--dry-run', '--json'], { cwd: root });
	const [{ size, files }] = JSON.parse(printed) as [
		{ size: number; files: Array<{ path: string }> },
	];
	return { size, files: files.map(({ path: file }) => file) };
}

function checkFiles({ size, files }: Packed): void {
	if (size > LARGEST) complaints.push(`The package has ${size} bytes, more than ${LARGEST}`);
	for (const file of files) {
		const built = !file.startsWith('dist/') || BUILT.test(file);
		if (!PUBLISHED.test(file) || !built || UNWANTED.test(file)) {
			complaints.push(`${file} must not be published`);
		}
	}
}

/** What n8n finds by name: nodes, credentials, the codex next to each node, and their icons. */
async function checkEntries(files: string[]): Promise<void> {
	const manifest = await readFile(path.join(root, 'package.json'), 'utf8');
	const { n8n } = JSON.parse(manifest) as { n8n: Record<'nodes' | 'credentials', string[]> };
	const codexes = n8n.nodes.map((node) => node.replace(/\.js$/, '.json'));
	const entries = [...n8n.nodes, ...n8n.credentials];
	const icons = (await Promise.all(entries.map(iconsOf))).flat();
	for (const file of [...entries, ...codexes, ...icons]) {
		if (!files.includes(file)) complaints.push(`${file} is missing`);
	}
	if (icons.length === 0) complaints.push('No icon is named anywhere');
}

async function iconsOf(entry: string): Promise<string[]> {
	const file = path.join(root, entry);
	if (!existsSync(file)) return [];
	const text = await readFile(file, 'utf8');
	return [...text.matchAll(/'file:([^']+)'/g)].map(([, icon]) =>
		path.posix.join(path.posix.dirname(entry), icon),
	);
}

/** npm's warnings when it publishes the package; --force keeps it from contacting the registry. */
async function checkPublish(): Promise<void> {
	const { code, stderr } = await run('npm', ['publish', '--dry-run', '--force'], { cwd: root });
	const said = stderr
		.split('\n')
		.filter((line) => /^npm (?:error|warn publish)\b/i.test(line) && !line.includes('logged in'));
	if (code !== 0 || said.length > 0) complaints.push(`npm publish: ${said.join('\n')}`);
}

/** The two lints of n8n's own scanner, for the sources and for the package. */
async function scan(): Promise<void> {
	const unpacked = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-authentik-scan-'));
	try {
		await packInto(unpacked);
		for (const [what, folder, patterns] of [
			['sources', root, SOURCE_FILE_PATTERNS],
			['package', unpacked, ['**/*.js', 'package.json']],
		] as const) {
			const { passed, message, details } = await analyzePackage(folder, patterns);
			if (!passed) complaints.push(`Scan of the ${what}: ${message}\n${details ?? ''}`);
		}
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}
