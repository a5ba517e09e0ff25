import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { root } from './install.mts';
import { mustRun } from '../process/run.mts';

/** The package's folder after packOnce(), for the processes of a run. */
const PACKED = 'E2E_PACKAGE';

/** Packs the package once for this process and those that it starts, see packInto(). */
export async function packOnce(): Promise<void> {
	const folder = path.join(root, '.e2e', 'package');
	await rm(folder, { recursive: true, force: true });
	await packInto(folder);
	process.env[PACKED] = folder;
}

/**
 * Puts the package into `folder` as npm would install it: packed and unpacked again.
 * @throws Error when the build is missing or incomplete
 */
export async function packInto(folder: string): Promise<void> {
	const packed = process.env[PACKED];
	if (packed) return await cp(packed, folder, { recursive: true });
	const spool = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-authentik-e2e-pack-'));
	try {
		const printed = await mustRun('npm', ['pack', '--json', '--pack-destination', spool], {
			cwd: root,
		});
		const [{ filename }] = JSON.parse(printed) as Array<{ filename: string }>;
		await mkdir(folder, { recursive: true });
		const tarball = path.join(spool, path.basename(filename));
		await mustRun('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	} finally {
		await rm(spool, { recursive: true, force: true });
	}
	const missing = await missingEntries(folder);
	if (missing.length > 0) throw new Error(`Not built: ${missing.join(', ')}. Run npm run build.`);
}

/** The nodes and credentials that an unpacked package declares to n8n but does not contain. */
export async function missingEntries(folder: string): Promise<string[]> {
	const manifest = await readFile(path.join(folder, 'package.json'), 'utf8');
	const { n8n } = JSON.parse(manifest) as { n8n: Record<'nodes' | 'credentials', string[]> };
	return [...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(path.join(folder, file)));
}
