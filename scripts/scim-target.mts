/**
 * Runs only a SCIM target, for a real authentik server to provision to:
 * `npx tsx scripts/scim-target.mts [--host 0.0.0.0] [--port 8099]`.
 */
import { parseArgs } from 'node:util';

import { startScimTarget } from '../sandbox/scim-target/target.ts';

const { values } = parseArgs({
	options: {
		host: { type: 'string', default: '127.0.0.1' },
		port: { type: 'string', default: '8099' },
	},
});
const target = await startScimTarget({ host: values.host, port: Number(values.port) });
console.log(`SCIM target: ${target.url}`);
