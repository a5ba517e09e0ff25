/**
 * npm run test:e2e: builds the package, and tests it in a real n8n and its editor against the sandbox.
 * Arguments are names of tests: `npm run test:e2e -- execute` runs test/e2e/execute.test.mts only.
 * `--n8n 1.123.81` takes another version of n8n than the pinned one, and runs the compatibility suite
 * only (test/e2e/compatibility). With `--keep`, its outcome goes to where `npm run docs` reads it.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals: wanted } = parseArgs({
	allowPositionals: true,
	options: { n8n: { type: 'string' }, keep: { type: 'boolean', default: false } },
});
// Read by install.mts, here and in the processes of the tests.
if (options.n8n) process.env.E2E_N8N = options.n8n;
const { install, installedVersion, node, root, version } =
	await import('../test/support/n8n/install.mts');
const { mustRun, start } = await import('../test/support/process/run.mts');

const folder = path.join(root, 'test', 'e2e');
const compatibility = path.join(folder, 'compatibility');

await install();
await mustRun('npm', ['run', 'build'], { cwd: root });
const files = options.n8n
	? await testsIn(compatibility)
	: [...(await testsIn(folder)), ...(await testsIn(compatibility))];
if (files.length === 0) throw new Error(`No test is called ${wanted.join(' or ')}`);

// Where the checks go before it is known that all of them were run.
const checksFile = path.join(root, '.e2e', 'checks.json');
process.exitCode = await run(files);
if (options.n8n && wanted.length === 0) await writeOutcome();

/** The test files of a folder whose names begin as an argument does, if there are arguments. */
async function testsIn(place) {
	return (await readdir(place))
		.filter((name) => name.endsWith('.test.mts'))
		.filter((name) => wanted.length === 0 || wanted.some((test) => name.startsWith(test)))
		.map((name) => path.join(place, name));
}

/** Runs one file after the other: each runs an n8n, and two of them want more memory than CI has. */
async function run(tests) {
	await mkdir(path.dirname(checksFile), { recursive: true });
	const child = start(
		process.execPath,
		[
			...['--import', 'tsx', '--test', '--test-concurrency=1'],
			...['--test-reporter=spec', '--test-reporter-destination=stdout'],
			`--test-reporter=${path.join(compatibility, 'reporter.mjs')}`,
			`--test-reporter-destination=${checksFile}`,
			...tests,
		],
		// The tests clean up after themselves when they are asked to end.
		{ cwd: root, stdio: 'inherit', lastSignal: 'SIGTERM' },
	);
	return await child.exited;
}

/** Writes down the outcome of the compatibility suite, with what it was measured in. */
async function writeOutcome() {
	const results = options.keep
		? path.join(compatibility, 'results')
		: path.join(root, '.e2e', 'compatibility');
	const outcome = {
		n8n: version,
		workflow: await installedVersion('n8n-workflow'),
		node: (await mustRun(node, ['--version'])).trim(),
		date: new Date().toISOString().slice(0, 10),
		checks: JSON.parse(await readFile(checksFile, 'utf8')),
	};
	await mkdir(results, { recursive: true });
	const file = path.join(results, `${version}.json`);
	await writeFile(file, `${JSON.stringify(outcome, null, '\t')}\n`);
	console.log(`Written to ${path.relative(root, file)}`);
}
