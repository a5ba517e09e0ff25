import type { IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

/**
 * A key that is unique to a trigger within an n8n instance: workflow, node, and whether the editor listens for a test.
 */
export function keyOf(context: IHookFunctions | IPollFunctions | IWebhookFunctions): string {
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return `${context.getWorkflow().id} ${context.getNode().id} ${mode}`;
}
