/** Runs only a sandbox, with demo data: `npx tsx scripts/sandbox.mts [--release 2026.2] [--port 9000]`. */
import { parseArgs } from 'node:util';

import { RELEASES } from '../nodes/Authentik/shared/releases.ts';
import { startDemo } from '../sandbox/demo.ts';

const { values } = parseArgs({
	options: {
		release: { type: 'string', default: '2026.2' },
		port: { type: 'string', default: '9000' },
	},
});
const release = RELEASES.find((one) => one === values.release);
if (!release) {
	console.error(`There is no release ${values.release}. Known: ${RELEASES.join(', ')}`);
	process.exit(1);
}

const { sandbox, target, close } = await startDemo({ release, port: Number(values.port) });
console.log(
	`authentik ${release} (sandbox)\nURL:       ${sandbox.url}\nAPI token: ${sandbox.token}\nThe SCIM provider CRM provisions to ${target.url}`,
);

for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, async () => {
		await close();
		process.exit(0);
	});
}
