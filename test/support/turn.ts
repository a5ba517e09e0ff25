/* eslint-disable @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** Resolves after everything that is due now has had its turn on the event loop. */
export const nextTurn = async (): Promise<void> =>
	await new Promise((resolve) => void setImmediate(resolve));
