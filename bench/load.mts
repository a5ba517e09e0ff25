/** Loads the package's nodes and credentials, after n8n-workflow, and tells the parent how long it took. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { n8n } = require('../package.json');
require('n8n-workflow');

const start = performance.now();
for (const file of [...n8n.nodes, ...n8n.credentials]) require(`../${file}`);
process.send({ loadMs: performance.now() - start });
