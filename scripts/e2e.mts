/**
 * npm run test:e2e: tests the built package (dist) in a real n8n and its editor against the sandbox. Arguments are
 * names of tests: `npm run test:e2e -- execute` runs test/e2e/execute.test.mts only. `--n8n 1.123.81` uses another
 * version of n8n than the pinned one, and runs the compatibility suite only (test/e2e/compatibility). With `--keep`,
 * saves the result where `npm run docs` reads it.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { Outcomes } from '../test/e2e/runner.mts';

const { values: options, positionals: wanted } = parseArgs({
	allowPositionals: true,
	options: { n8n: { type: 'string' }, keep: { type: 'boolean', default: false } },
});
// Read by install.mts, here and in the processes of the tests.
if (options.n8n) process.env.E2E_N8N = options.n8n;
const { install, installedVersion, node, root, version } =
	await import('../test/support/n8n/install.mts');
const { packOnce } = await import('../test/support/n8n/pack.mts');
const { mustRun } = await import('../test/support/process/run.mts');
const { runTests } = await import('../test/e2e/runner.mts');

const folder = path.join(root, 'test', 'e2e');
const compatibility = path.join(folder, 'compatibility');

await install();
await packOnce();
const files = await testsIn(...(options.n8n ? [compatibility] : [folder, compatibility]));
if (files.length === 0) throw new Error(`No test is called ${wanted.join(' or ')}`);

const checks = await runTests(files);
if (Object.values(checks).includes('failed')) process.exitCode = 1;
if (options.n8n && wanted.length === 0) await writeOutcome(checks);

/** The test files in some folders whose names begin with one of the arguments, or all if there are none. */
async function testsIn(...places: string[]) {
	const found = await Promise.all(
		places.map(async (place) => (await readdir(place)).map((name) => path.join(place, name))),
	);
	return found.flat().filter((file) => {
		const name = path.basename(file);
		const isWanted = wanted.length === 0 || wanted.some((test) => name.startsWith(test));
		return isWanted && name.endsWith('.test.mts');
	});
}

/** Writes the results of the compatibility suite, with the environment of the test. */
async function writeOutcome(outcomes: Outcomes) {
	const results = options.keep
		? path.join(compatibility, 'results')
		: path.join(root, '.e2e', 'compatibility');
	const outcome = {
		n8n: version,
		workflow: await installedVersion('n8n-workflow'),
		node: (await mustRun(node, ['--version'])).trim(),
		date: new Date().toISOString().slice(0, 10),
		checks: outcomes,
	};
	await mkdir(results, { recursive: true });
	const file = path.join(results, `${version}.json`);
	await writeFile(file, `${JSON.stringify(outcome, null, '\t')}\n`);
	console.log(`Written to ${path.relative(root, file)}`);
}
