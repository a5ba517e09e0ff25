/** The scenario `scim-sync`: real syncs to a real target. */
import { listenToScim } from './traffic.ts';

/** What tells of a task comes in this order; the recorded lines were written by two processes. */
const LINES = [
	/^Task has been queued/,
	/^Task is being/,
	/^Starting/,
	/^Syncing/,
	/./,
	/^Task fin/,
];

export const scimSync = {
	listen: listenToScim,

	async setup(api) {
		const person = { username: 'lab-user', name: 'Lab User', email: 'lab@example.com' };
		const user = (await api('POST', '/core/users/', person)).pk;
		const group = await api('POST', '/core/groups/', { name: 'lab-group', users: [user] });
		const { results } = await api('GET', '/core/groups/?ordering=name');
		const keys = Object.fromEntries(results.map(({ name, pk }) => [name, pk]));
		return { user, group: group.pk, groupKeys: keys };
	},

	/** Groups are synced in the order of their keys, which are random: it has to be the recorded one. */
	fits(steps, { groupKeys }) {
		const first = steps.find(({ observed }) =>
			observed?.some(({ method, path }) => method === 'POST' && path.endsWith('/Groups')),
		);
		const created = first.observed.filter(({ path }) => path.endsWith('/Groups'));
		const keys = created.map(({ body }) => groupKeys[body.displayName]);
		return String(keys) === String(keys.toSorted());
	},

	rewrite(request) {
		// The user's key was sent as a number, so it was not recognised.
		if (typeof request.body?.sync_object_id !== 'number') return request;
		return { ...request, body: { ...request.body, sync_object_id: '{user}' } };
	},

	loosen({ name, response: { body } }) {
		if (name === 'tasks status' && body && !body.detail)
			return Object.fromEntries(Object.keys(body).map((state) => [state, '<int>']));
		if (typeof body !== 'object' || body === null) return undefined;
		const known = JSON.parse(
			JSON.stringify(body)
				.replace(/"identifier":"\d+"/g, '"identifier":"{provider}"')
				.replace(/"crontab":"\d+ /g, '"crontab":"<int> ')
				.replace(/"duration":[\d.e-]+/g, '"duration":"<number>"')
				.replace(/:user:\d+:manual/g, ':user:{user}:manual')
				.replace(/User \d+ to \d+"/g, 'User <int> to {provider}"')
				.replace(/(Group \S+) to \d+"/g, '$1 to {provider}"'),
		);
		for (const task of [known, ...(known.results ?? [])]) {
			const log = task.logs ?? task.messages;
			if (Array.isArray(log) && task.actor_name) log.sort((a, b) => rank(a) - rank(b));
		}
		return /^tasks /.test(name) ? withoutCount(known) : known;
	},

	saves: {
		'schedules of the provider': { schedule: 'results.0.id' },
		'tasks of the schedule': { task: 'results.0.message_id' },
		'status after a good run': { systask: 'tasks.0.uuid' },
	},
};

/** How many tasks there are depends on whether one found another one running. */
function withoutCount(body) {
	const { count, next, end_index: end } = body.pagination ?? {};
	if (!next || count <= end) return body;
	const pagination = { ...body.pagination, count: '<int>', next: '<int>', total_pages: '<int>' };
	return { ...body, pagination };
}

function rank({ event }) {
	return Math.min(...LINES.flatMap((line, at) => (line.test(event) && at !== 4 ? [at] : [])), 4.5);
}
