import type { NodeConnectionType } from 'n8n-workflow';

/**
 * The connection type of items. n8n's own constant for it, NodeConnectionTypes.Main, is missing before n8n 1.85. n8n
 * then only reports that the package's "Class could not be found".
 */
export const MAIN: NodeConnectionType = 'main';
