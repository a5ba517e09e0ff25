import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const tasks = new Set<() => void>();

/**
 * Runs `task` when this process ends, however it ends (except through SIGKILL).
 * @param task must be synchronous
 * @returns runs the task now, once
 */
export function atExit(task: () => void): () => void {
	const once = () => {
		if (tasks.delete(once)) task();
	};
	tasks.add(once);
	return once;
}

/** Creates a folder that is deleted when this process ends, at the latest. */
export function temporaryFolder(): { folder: string; remove: () => void } {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-authentik-e2e-'));
	return {
		folder,
		remove: atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })),
	};
}

process.on('exit', () => {
	// The last one started goes first: processes before the folders they write to.
	for (const task of [...tasks].reverse()) task();
});
for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const) {
	process.on(signal, () => process.exit(code));
}
