/** Runs a sandbox alone, with demo data: `npx tsx scripts/sandbox.mts [--release 2026.2] [--port 9000]`. */
import { parseArgs } from 'node:util';

import { RELEASES } from '../nodes/Authentik/shared/releases.ts';
import { SAFE, startSandbox } from '../sandbox/index.ts';

const { values } = parseArgs({
	options: {
		release: { type: 'string', default: '2026.2' },
		port: { type: 'string', default: '9000' },
	},
});
if (!RELEASES.includes(values.release)) {
	console.error(`There is no release ${values.release}. Known: ${RELEASES.join(', ')}`);
	process.exit(1);
}

const { release, port } = values;
const sandbox = await startSandbox({ release, port: Number(port), seed: true, ...SAFE });
console.log(
	`authentik ${release} (sandbox)\nURL:       ${sandbox.url}\nAPI token: ${sandbox.token}`,
);

for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, async () => {
		await sandbox.close();
		process.exit(0);
	});
}
