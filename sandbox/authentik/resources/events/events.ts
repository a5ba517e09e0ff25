import { addEvent } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { EventRow } from '../../../core/state/signin-models';
import { jsonb } from '../../../core/tasks/log';
import { readOnly } from '../../../drf/field';
import { choice, datetime, dictionary, text } from '../../../drf/fields';
import { exact, type Filter } from '../../../drf/filters';
import { exactly, oneOf } from '../../../drf/lookups';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { EVENT_ACTIONS, eventActions } from './actions';

/** A nested value of a JSON column: `at(row.context, 'model', 'pk')`. */
function at(value: unknown, ...path: string[]): unknown {
	return path.reduce<unknown>(
		(part, key) =>
			typeof part === 'object' && part !== null
				? Object.entries(part).find(([name]) => name === key)?.[1]
				: undefined,
		value,
	);
}

/** The path in the context is exactly this text. */
function inContext(...path: string[]): Filter<EventRow> {
	return exactly(({ context }) => at(context, ...path));
}

/** `/events/events/`: what happened. Clients can also write events, as authentik's own clients do. */
export const events: Viewset<EventRow> = {
	path: '/events/events/',
	title: 'Event',
	description: 'Event Read-Only Viewset',
	model: 'authentik_events.event',
	noun: 'Event',
	isSilent: true,
	lookup: byUuid,
	rows: (state) => state.events.all(),
	serializer: new Serializer<EventRow>({
		pk: readOnly(text({ label: 'Event uuid' })),
		user: dictionary({ default: {} }),
		action: choice(EVENT_ACTIONS, { required: true }),
		app: text({}),
		context: dictionary({ default: {} }),
		client_ip: text({ allowNull: true, default: null }),
		created: readOnly(datetime()),
		expires: datetime({ required: false }),
		brand: dictionary({ required: false }),
	}),
	filters: {
		action: {
			test:
				([word]) =>
				(row) =>
					row.action.toLowerCase().includes(word.trim().toLowerCase()),
		},
		actions: {
			test: (values, call, name) =>
				oneOf<EventRow>(
					eventActions(call).map(({ value }) => value),
					'action',
				).test(values, call, name),
			when: BEHAVIOUR.eventActionLists,
		},
		username: {
			test: ([name]) =>
				name === ''
					? undefined
					: ({ user, context }) =>
							at(user, 'username') === name || at(context, 'username') === name,
		},
		client_ip: exact(),
		brand_name: exactly(({ brand }) => at(brand, 'name')),
		context_model_app: inContext('model', 'app'),
		context_model_name: inContext('model', 'model_name'),
		context_model_pk: {
			test([pk]) {
				const wanted = pk.replace(/-/g, '');
				return wanted === ''
					? undefined
					: ({ context }) => String(at(context, 'model', 'pk')) === wanted;
			},
		},
		context_authorized_app: inContext('authorized_application', 'pk'),
		context_device: { ...inContext('device', 'pk'), when: { from: '2026.5' } },
	},
	search: ['pk', 'user', 'action', 'app', 'context', 'client_ip'],
	ordering: ['-created'],
	create: (values, { authentik }) => addEvent(values, authentik),
	update(row, values, { authentik }) {
		Object.assign(row, jsonb(values));
		authentik.notifications.dispatch(row, authentik);
	},
	destroy: (row, { authentik }) => authentik.state.events.remove(row.pk),
};
