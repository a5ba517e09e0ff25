/** CPython (Pyodide) in a thread of its own: answers one request after the other. */
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { workerData } = require('node:worker_threads');

const { loadPyodide, version } = require('pyodide');

const { port, shared } = workerData;
const signal = new Int32Array(shared);

/** The two places of the shared memory. */
const STATE = 0;
const ANSWERS = 1;

const READY = 1;
const FAILED = 2;

const CACHE = join(__dirname, '../../.cache');
const SNAPSHOT = join(CACHE, `python-${version}-node-${process.versions.node}`);

start().catch((error) => {
	port.postMessage(String(error));
	Atomics.store(signal, STATE, FAILED);
	Atomics.add(signal, ANSWERS, 1);
	Atomics.notify(signal, ANSWERS);
});

async function start() {
	const python = await loadPython();
	for (const file of ['objects.py', 'evaluator.py'])
		python.runPython(readFileSync(join(__dirname, file), 'utf8'));
	const answer = python.globals.get('answer');
	Atomics.store(signal, STATE, READY);
	port.on('message', (request) => {
		port.postMessage(answer(request));
		Atomics.add(signal, ANSWERS, 1);
		Atomics.notify(signal, ANSWERS);
	});
}

/** The first initialization of Python takes four seconds; later ones read a snapshot within one. */
async function loadPython() {
	try {
		return await loadPyodide({ _loadSnapshot: readFileSync(SNAPSHOT) });
	} catch {
		const python = await loadPyodide({ _makeSnapshot: true });
		mkdirSync(CACHE, { recursive: true });
		// Other processes may be reading or writing the same snapshot.
		const unique = `${SNAPSHOT}.${process.pid}`;
		writeFileSync(unique, python.makeMemorySnapshot());
		renameSync(unique, SNAPSHOT);
		return python;
	}
}
