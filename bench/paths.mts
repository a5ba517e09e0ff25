import { join } from 'node:path';

/** Root of this repository. In what is bundled for a measured process, processes.mts puts the folder in. */
export const root = join(import.meta.dirname, '..');
