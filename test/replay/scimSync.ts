import { areGroupsInOrder, groupInOrder } from './groupOrder';
import { isObject, listOf, valueAt, type Json, type JsonObject } from './recordings';
import type { Scenario } from './scenario';
import { listenToScim } from './traffic';

/** A task's log lines are in this order; two processes wrote the recorded ones. */
const LINES = [
	/^Task has been queued/,
	/^Task is being/,
	/^Starting/,
	/^Syncing/,
	/./,
	/^Task fin/,
];

/** The scenario `scim-sync`: real syncs to a real target. */
export const scimSync: Scenario = {
	listen: listenToScim,

	fits: areGroupsInOrder,

	async setup(server, _known, steps) {
		const person = { username: 'lab-user', name: 'Lab User', email: 'lab@example.com' };
		const user = await server.create('/core/users/', person);
		const group = await groupInOrder(server, steps, { name: 'lab-group', users: [user] });
		return { user, group };
	},

	rewrite(request) {
		const { body } = request;
		// The user's key was sent as a number, so the recorder did not recognize it.
		if (!isObject(body) || typeof body.sync_object_id !== 'number') return request;
		return { ...request, body: { ...body, sync_object_id: '{user}' } };
	},

	loosen({ name, response: { body } }) {
		if (!isObject(body) && !Array.isArray(body)) return undefined;
		if (name === 'tasks status' && isObject(body) && !body.detail)
			return Object.fromEntries(Object.keys(body).map((state) => [state, '<int>']));
		const known = JSON.parse(
			JSON.stringify(body)
				.replace(/"identifier":"\d+"/g, '"identifier":"{provider}"')
				.replace(/"crontab":"\d+ /g, '"crontab":"<int> ')
				.replace(/"duration":[\d.e-]+/g, '"duration":"<number>"')
				.replace(/:user:\d+:manual/g, ':user:{user}:manual')
				.replace(/User \d+ to \d+"/g, 'User <int> to {provider}"')
				.replace(/(Group \S+) to \d+"/g, '$1 to {provider}"'),
		) as Json;
		if (!isObject(known)) return known;
		for (const task of [known, ...listOf(known.results)]) {
			if (isObject(task) && task.actor_name)
				listOf(task.logs ?? task.messages).sort((a, b) => rank(a) - rank(b));
		}
		return name.startsWith('tasks ') ? withoutCount(known) : known;
	},

	saves: {
		'schedules of the provider': { schedule: 'results.0.id' },
		'tasks of the schedule': { task: 'results.0.message_id' },
		'status after a good run': { systask: 'tasks.0.uuid' },
	},
};

/** The number of tasks depends on whether one found another one running. */
function withoutCount(body: JsonObject): JsonObject {
	const { pagination } = body;
	if (!isObject(pagination)) return body;
	const { count, next, end_index: end } = pagination;
	if (!next || Number(count) <= Number(end)) return body;
	return {
		...body,
		pagination: { ...pagination, count: '<int>', next: '<int>', total_pages: '<int>' },
	};
}

function rank(line: Json): number {
	const event = String(valueAt(line, 'event'));
	return Math.min(...LINES.flatMap((one, at) => (one.test(event) && at !== 4 ? [at] : [])), 4.5);
}
