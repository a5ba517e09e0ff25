/** Starts the processes of a run: a server, an arm against it, and what loads the package. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs one arm against a fresh server, both in processes of their own.
 * @param server options of server.mjs
 * @param job what child.mjs takes
 * @param profile a folder for a CPU profile of the arm
 * @returns what the arm measured, and under `server` what the server counted
 */
export async function runArm({ server: serverOptions, job, profile }) {
	const server = start('server.mts', serverOptions);
	const [{ url }] = await answerOf(server);
	const execArgv = ['--expose-gc'];
	if (profile) execArgv.push('--cpu-prof', `--cpu-prof-dir=${profile}`);
	const child = start('child.mts', { ...job, options: { ...job.options, url } }, execArgv);
	try {
		await answerOf(child);
		server.send('reset');
		await answerOf(server);
		child.send('go');
		const [figures] = await answerOf(child);
		server.send('counts');
		const [counts] = await answerOf(server);
		if (counts.requests === 0) throw new Error(`${job.arm} sent nothing: ${figures.firstError}`);
		child.send('done');
		await once(child, 'exit');
		return { ...figures, server: counts };
	} finally {
		child.kill();
		server.kill();
	}
}

/** How long it takes to load the package, in milliseconds, in a fresh process. */
export async function loadPackage() {
	const [{ loadMs }] = await answerOf(start('load.mts', {}));
	return loadMs;
}

function start(file, options, execArgv = []) {
	return fork(path(file), [JSON.stringify(options)], { execArgv: ['--import', 'tsx', ...execArgv] });
}

/** The next message of a process. */
async function answerOf(child) {
	const exit = once(child, 'exit').then(([code]) => {
		throw new Error(`${child.spawnargs[1]} ended with code ${code} before it answered.`);
	});
	return await Promise.race([once(child, 'message'), exit]);
}
