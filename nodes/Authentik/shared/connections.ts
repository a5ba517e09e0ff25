import type { NodeConnectionType } from 'n8n-workflow';

/**
 * How items flow. n8n's own constant for it, NodeConnectionTypes.Main, is missing before n8n 1.85, which then says of
 * a package only that its "Class could not be found".
 */
export const MAIN: NodeConnectionType = 'main';
