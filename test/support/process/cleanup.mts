import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

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

/**
 * Makes a folder that goes when this process ends, at the latest.
 * @returns {{ folder: string, remove: () => void }}
 */
export function temporaryFolder() {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-authentik-e2e-'));
	return {
		folder,
		remove: atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })),
	};
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
