/** The scenario `webhook`: real events told to a real receiver. */
import { listenToWebhooks } from './traffic.ts';

export const webhook = {
	listen: listenToWebhooks,

	async setup(api) {
		const make = async (username, name) =>
			(await api('POST', '/core/users/', { username, name })).pk;
		const dest = await make('lab-dest', 'D');
		const dest2 = await make('lab-dest2', 'D2');
		const gone = await make('lab-oauth', 'O');
		await api('DELETE', `/core/users/${gone}/`);
		return { dest, dest2 };
	},

	/** Steps that were taken but not recorded; the answers and calls after them tell. */
	before: {
		async 'a user is created, rule without bindings'(api) {
			await api('POST', '/core/users/', { username: 'lab-unbound', name: 'Unbound' });
		},
		async 'delete the user'(api, { transport, mbody: webhook_mapping_body }) {
			await api('PATCH', `/events/transports/${transport}/`, { webhook_mapping_body });
		},
		async 'retries while the webhook answers 500, within 70 seconds'(api, { dest }) {
			await api('PATCH', `/core/users/${dest}/`, { name: 'fail' });
		},
	},

	loosen({ name, response: { body } }, answer) {
		if (/^events: (newest|action exact)/.test(name) && body.pagination?.count > 0) {
			const pagination = { ...body.pagination, count: '<int>', total_pages: '<int>' };
			return { ...body, pagination };
		}
		if (name !== 'rule used by') return undefined;
		// There is a task for each event that was checked; how many depends on the run.
		const isTask = ({ model_name: model }) => model === 'task';
		const task = body.find(isTask);
		if (!task) return undefined;
		const first = body.findIndex(isTask);
		const tasks = answer.body.filter(isTask).map(() => task);
		return [...body.slice(0, first), ...tasks, ...body.filter((one) => !isTask(one)).slice(first)];
	},
};
