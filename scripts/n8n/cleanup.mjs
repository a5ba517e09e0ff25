const tasks = new Set();

/**
 * Has `task` run when this process ends, however it ends (except through SIGKILL).
 * @param {() => void} task must be synchronous
 * @returns {() => void} runs the task now, once
 */
export function atExit(task) {
	const once = () => {
		if (tasks.delete(once)) task();
	};
	tasks.add(once);
	return once;
}

process.on('exit', () => {
	// The last that was started is the first to go: processes before the folders they write into.
	for (const task of [...tasks].reverse()) task();
});
for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
]) {
	process.on(signal, () => process.exit(code));
}
