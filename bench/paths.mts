import { join } from 'node:path';

/** Root of this repository. In what is bundled for a measured process, processes.mts puts the folder in. */
export const root = join(import.meta.dirname, '..');

/** Where n8n's own nodes are: N8N_NODES_BASE, or the n8n of the end-to-end suite. */
export const NODES_BASE =
	process.env.N8N_NODES_BASE ?? join(root, 'e2e/node_modules/n8n-nodes-base');
