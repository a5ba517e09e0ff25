import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { mustRun } from '../process/run.mts';
import { environment } from './environment.mts';
import { home, n8nBin, node } from './install.mts';

const kept = path.join(home, 'new-user');

/**
 * The user folder of a newly installed n8n, to be copied. n8n needs some seconds for its empty database, so it is
 * created once.
 */
export async function newUserFolder(): Promise<string> {
	if (existsSync(kept)) return kept;
	const folder = await mkdtemp(`${kept}.`);
	// A command that reads the database sets it up first. No port is taken.
	const env = environment({ folder, port: 0, brokerPort: 0 });
	await mustRun(node, [n8nBin, 'list:workflow'], { env, cwd: folder });
	await rename(folder, kept).catch(async (error: unknown) => {
		await rm(folder, { recursive: true, force: true });
		// Another process was faster.
		if (!existsSync(kept)) throw error;
	});
	return kept;
}
