import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 400;

/**
 * The files in some folders, each with what a save changes of it. Polling works everywhere: fs.watch loses a file that
 * an editor replaces (Node 20 on Linux) and sees nothing in some mounted folders.
 * @returns a text that differs after every save
 */
export async function stateOf(folders: string[]): Promise<string> {
	const lines = await Promise.all(
		folders.map(async (folder) => {
			const names = await readdir(folder, { recursive: true });
			return await Promise.all(names.map((name) => lineFor(path.join(folder, name))));
		}),
	);
	return lines.flat().sort().join('\n');
}

/** Empty for folders, and for what was deleted between two checks. */
async function lineFor(file: string) {
	const found = await stat(file).catch(() => undefined);
	return found?.isFile() ? `${file} ${found.ino} ${found.size} ${found.mtimeMs}` : '';
}

/**
 * Waits until the files have changed, and no save is in progress.
 * @param known the state that counts as unchanged
 * @returns the new state
 */
export async function changed(folders: string[], known: string): Promise<string> {
	let before = known;
	for (;;) {
		await sleep(EVERY_MS);
		const now = await stateOf(folders);
		if (now !== known && now === before) return now;
		before = now;
	}
}
