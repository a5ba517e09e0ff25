/** CPython (Pyodide) in a thread of its own: answers one request after the other. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { workerData } = require('node:worker_threads');

const { loadPyodide } = require('pyodide');

const { port, shared } = workerData;
const signal = new Int32Array(shared);

/** The two places of the shared memory. */
const STATE = 0;
const ANSWERS = 1;

const READY = 1;
const FAILED = 2;

start().catch((error) => {
	port.postMessage(String(error));
	Atomics.store(signal, STATE, FAILED);
	Atomics.add(signal, ANSWERS, 1);
	Atomics.notify(signal, ANSWERS);
});

async function start() {
	const python = await loadPyodide();
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
