// npm run test:e2e: builds the package, and tests it in a real n8n and its editor against the sandbox.
// Arguments are names of tests: `npm run test:e2e -- execute` runs test/e2e/execute.test.mjs only.
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { install, root } from './n8n/install.mjs';
import { mustRun, start } from './n8n/run.mjs';

const folder = path.join(root, 'test', 'e2e');
const wanted = process.argv.slice(2);

await install();
await mustRun('npm', ['run', 'build'], { cwd: root });
const files = (await readdir(folder))
	.filter((name) => name.endsWith('.test.mjs'))
	.filter((name) => wanted.length === 0 || wanted.some((test) => name.startsWith(test)))
	.map((name) => path.join(folder, name));
if (files.length === 0) throw new Error(`No test in test/e2e is called ${wanted.join(' or ')}`);

// One file after the other: each runs an n8n, and two of them want more memory than CI has.
const tests = start(
	process.execPath,
	['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
	// The tests clean up after themselves when they are asked to end.
	{ cwd: root, stdio: 'inherit', lastSignal: 'SIGTERM' },
);
process.exitCode = await tests.exited;
