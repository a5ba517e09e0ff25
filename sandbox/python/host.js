/**
 * The one Python of this process. Requests are synchronous, since the caller waits for them; it starts with the first
 * of them, or when `ready` is awaited, which does not block anything else.
 */
const threads = require('node:worker_threads');
const { join } = require('node:path');

const STATE = 0;
const ANSWERS = 1;
const STARTING = 0;
const FAILED = 2;

/** Additional milliseconds for a Python that has to start first. */
const START_LIMIT = 30_000;

/** Jest loads this file again for each test file; the thread is stored on the thread module. */
const KEY = Symbol.for('n8n-nodes-authentik.python');

function start() {
	const shared = new SharedArrayBuffer(8);
	const { port1, port2 } = new threads.MessageChannel();
	const worker = new threads.Worker(join(__dirname, 'worker.js'), {
		workerData: { shared, port: port2 },
		transferList: [port2],
	});
	worker.unref();
	return { worker, port: port1, signal: new Int32Array(shared) };
}

function running() {
	threads[KEY] ??= start();
	return threads[KEY];
}

/** Resolves when Python has been loaded. */
async function ready() {
	const { signal } = running();
	while (Atomics.load(signal, STATE) === STARTING) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

/** The answer to a request; undefined if there was none in time, after which Python restarts. */
function ask(request, timeout) {
	const { worker, port, signal } = running();
	const limit = Atomics.load(signal, STATE) === STARTING ? START_LIMIT + timeout : timeout;
	const end = Date.now() + limit;
	const answered = Atomics.load(signal, ANSWERS);
	port.postMessage(JSON.stringify(request));
	// The notification of the previous answer can arrive now, so waking up alone does not mean an answer.
	while (Atomics.load(signal, ANSWERS) === answered) {
		if (Atomics.wait(signal, ANSWERS, answered, end - Date.now()) !== 'timed-out') continue;
		delete threads[KEY];
		void worker.terminate();
		return undefined;
	}
	const { message } = threads.receiveMessageOnPort(port);
	if (Atomics.load(signal, STATE) === FAILED) throw new Error(`Python did not start: ${message}`);
	return JSON.parse(message);
}

module.exports = { ask, ready };
