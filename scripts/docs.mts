/**
 * Writes docs/releases.md and docs/permissions.md from the node's own tables, and docs/compatibility.md and its summary
 * in the README from the measurements.
 * `npm run docs -- --check` writes nothing and fails if a file is outdated.
 */
import '../test/support/env.ts';

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { compatibilityPage, compatibilityTable } from '../test/docs/compatibility.mts';
import type { Markers } from '../test/docs/markdown.mts';
import { between, withBetween } from '../test/docs/markdown.mts';
import { permissionsPage } from '../test/docs/permissions.mts';
import { releasesPage } from '../test/docs/releases.mts';

const root = join(import.meta.dirname, '..');

const BEHAVIOR: Markers = [
	'<!-- behavior: written by hand, kept by npm run docs -->',
	'<!-- end of behavior -->',
];
const SUMMARY: Markers = ['<!-- n8n: kept by npm run docs -->', '<!-- end of n8n -->'];

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
await put('docs/releases.md', releasesPage(behavior()));
await put('docs/permissions.md', permissionsPage());
await put('docs/compatibility.md', compatibilityPage());
write('README.md', withBetween(read('README.md'), SUMMARY, `\n\n${compatibilityTable()}\n\n`));
if (stale.length > 0) {
	console.error(`Stale: ${stale.join(', ')}. Run npm run docs.`);
	process.exit(1);
}

/** The handwritten part of the page on releases, with its markers. */
function behavior(): string {
	return BEHAVIOR.join(between(read('docs/releases.md'), BEHAVIOR) ?? '\n');
}

async function put(file: string, text: string): Promise<void> {
	const config = await resolveConfig(join(root, file));
	write(file, await format(text, { ...config, parser: 'markdown' }));
}

function write(file: string, text: string): void {
	if (read(file) === text) return;
	if (isCheck) stale.push(file);
	else writeFileSync(join(root, file), text);
}

/** A file's text; empty if it does not exist yet. */
function read(file: string): string {
	const path = join(root, file);
	return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
