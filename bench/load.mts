/** Loads the package's nodes and credentials, after n8n-workflow, and sends the parent the time that took. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { root } from './paths.mts';

const require = createRequire(join(root, 'package.json'));
const { n8n } = require('./package.json') as { n8n: { nodes: string[]; credentials: string[] } };
require('n8n-workflow');

const start = performance.now();
for (const file of [...n8n.nodes, ...n8n.credentials]) require(join(root, file));
process.send?.({ loadMs: performance.now() - start });
