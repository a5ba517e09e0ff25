/** Our polling trigger, as built in dist: each item is a poll without news, after a first one. */
import { PollContext } from 'n8n-core';

import { startEngine } from '../../test/support/engine.ts';
import type { Prepare } from './arm.mts';

export const prepare: Prepare = async ({ url, concurrency = 4 }) => {
	const credential = { baseUrl: url, apiToken: 'bench', maxConcurrentRequests: concurrency };
	const engine = await startEngine({ authentikApi: credential });
	const { workflow, node, additionalData, type } = engine.parts({
		id: 'polling',
		name: 'Polling',
		type: 'n8n-nodes-authentik.authentikPollTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { events: ['loginFailed'] },
		credentials: { authentikApi: { id: '1', name: 'bench' } },
	});
	const context = new PollContext(workflow, node, additionalData, 'trigger', 'activate');
	await type.poll?.call(context);
	return async (items) => {
		const polls = [];
		for (const { pk } of items) {
			const news = await type.poll?.call(context);
			polls.push({ json: news === null ? { pk } : { error: 'there was news' } });
		}
		return polls;
	};
};
