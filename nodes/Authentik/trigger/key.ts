import type { IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What tells a trigger from all others of an n8n: workflow, node, and whether the editor listens for a test. */
export function keyOf(context: IHookFunctions | IPollFunctions | IWebhookFunctions): string {
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return `${context.getWorkflow().id} ${context.getNode().id} ${mode}`;
}
