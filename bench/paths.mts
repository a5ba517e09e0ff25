import { join } from 'node:path';

/** Root of this repository. In the bundles of measured processes, processes.mts inserts the folder. */
export const root = join(import.meta.dirname, '..');
