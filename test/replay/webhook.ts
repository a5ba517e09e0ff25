import { isObject, valueAt } from './recordings';
import type { Scenario } from './scenario';
import { listenToWebhooks } from './traffic';

/** The scenario `webhook`: real events, delivered to a real receiver. */
export const webhook: Scenario = {
	listen: listenToWebhooks,

	async setup(server) {
		const make = async (username: string, name: string) =>
			await server.create('/core/users/', { username, name });
		const dest = await make('lab-dest', 'D');
		const dest2 = await make('lab-dest2', 'D2');
		const gone = await make('lab-oauth', 'O');
		await server.call('DELETE', `/core/users/${String(gone)}/`);
		return { dest, dest2 };
	},

	/** The answers and calls after these steps prove them. */
	before: {
		async 'a user is created, rule without bindings'(server) {
			await server.create('/core/users/', { username: 'lab-unbound', name: 'Unbound' });
		},
		async 'delete the user'(server, { transport, mbody }) {
			const path = `/events/transports/${String(transport)}/`;
			await server.call('PATCH', path, { webhook_mapping_body: mbody });
		},
		async 'retries while the webhook answers 500, within 70 seconds'(server, { dest }) {
			await server.call('PATCH', `/core/users/${String(dest)}/`, { name: 'fail' });
		},
	},

	loosen({ name, response: { body } }, answer) {
		const count = valueAt(body, 'pagination.count');
		if (/^events: (newest|action exact)/.test(name) && isObject(body) && Number(count) > 0) {
			const { pagination } = body;
			if (!isObject(pagination)) return undefined;
			return { ...body, pagination: { ...pagination, count: '<int>', total_pages: '<int>' } };
		}
		if (name !== 'rule used by' || !Array.isArray(body)) return undefined;
		// There is a task for each checked event; how many depends on the run.
		const isTask = (use: unknown) => isObject(use) && use.model_name === 'task';
		const first = body.findIndex(isTask);
		if (first === -1) return undefined;
		const others = body.filter((use) => !isTask(use));
		const tasks = Array.isArray(answer.body) ? answer.body.filter(isTask) : [];
		return [...others.slice(0, first), ...tasks.map(() => body[first]), ...others.slice(first)];
	},
};
