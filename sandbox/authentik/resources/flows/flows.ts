import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { FlowRow } from '../../../core/state/signin-models';
import { uuid, type State } from '../../../core/state/state';
import { computed, readOnly, taken, unique } from '../../../drf/field';
import { boolean, choice, slug, text } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { exactUuid, oneOf } from '../../../drf/lookups';
import { Serializer } from '../../../drf/serializer';
import { byText, type Viewset } from '../../../drf/viewset';

/** The background of a flow that has none of its own. */
const BACKGROUND = '/static/dist/assets/images/flow_background.jpg';

const DESIGNATIONS = {
	authentication: 'Authentication',
	authorization: 'Authorization',
	invalidation: 'Invalidation',
	enrollment: 'Enrollment',
	unenrollment: 'Unrenollment',
	recovery: 'Recovery',
	stage_configuration: 'Stage Configuration',
};

const words = (values: Record<string, string>) =>
	Object.entries(values).map(([value, label]) => ({ value, label }));

const DENIED = {
	message_continue: 'Message Continue',
	message: 'Message',
	continue: 'Continue',
};

const PICTURE_IS_TEXT = BEHAVIOUR.picturesAreTexts;

const serializer = new Serializer<FlowRow>({
	pk: readOnly(text({ label: 'Flow uuid' })),
	policybindingmodel_ptr_id: computed(({ pk }: FlowRow) => pk),
	name: text({}),
	slug: slug({
		typographic: BEHAVIOUR.djangoValidators,
		validators: [unique((state) => state.flows.all(), taken('Flow'))],
		help: 'Visible in the URL.',
	}),
	title: text({ help: 'Shown as the Title in Flow pages.' }),
	designation: choice(words(DESIGNATIONS), { required: true }),
	background: {
		...text({ default: '', allowBlank: true }),
		// A file until then: not set with the other fields, and shown as an address.
		parse: (value, scope) =>
			hasText(scope.call) ? text({ allowBlank: true }).parse(value, scope) : '',
		show: (row: FlowRow, call) => (hasText(call) ? row.background : row.background || BACKGROUND),
	},
	background_url: computed((row: FlowRow) => row.background || BACKGROUND, {
		when: PICTURE_IS_TEXT,
	}),
	background_themed_urls: computed(() => null, { when: PICTURE_IS_TEXT }),
	stages: computed(({ stages }: FlowRow) => stages),
	policies: computed(({ policies }: FlowRow) => policies),
	cache_count: computed(() => 0),
	policy_engine_mode: choice(words({ all: 'all, all policies must pass', any: 'any' }), {
		default: 'any',
	}),
	compatibility_mode: boolean({ default: false }),
	export_url: computed(({ slug: name }: FlowRow) => `/api/v3/flows/instances/${name}/export/`),
	layout: choice(
		words({
			stacked: 'Stacked',
			content_left: 'Content Left',
			content_right: 'Content Right',
			sidebar_left: 'Sidebar Left',
			sidebar_right: 'Sidebar Right',
		}),
		{ default: 'stacked' },
	),
	denied_action: choice(words(DENIED), { default: 'message_continue' }),
	authentication: choice(
		words({
			none: 'None',
			require_authenticated: 'Require Authenticated',
			require_unauthenticated: 'Require Unauthenticated',
			require_superuser: 'Require Superuser',
			require_redirect: 'Require Redirect',
			require_outpost: 'Require Outpost',
		}),
		{ default: 'none' },
	),
});

/** `/flows/instances/`, without running flows. */
export const flows: Viewset<FlowRow> = {
	path: '/flows/instances/',
	title: 'Flow',
	description: 'Flow Viewset',
	model: 'authentik_flows.flow',
	noun: 'Flow',
	lookup: byText,
	lookupColumn: 'slug',
	rows: (state) => state.flows.all(),
	serializer,
	filters: {
		flow_uuid: exactUuid('pk'),
		name: exact(),
		slug: exact(),
		designation: oneOf(Object.keys(DESIGNATIONS)),
		denied_action: oneOf(Object.keys(DENIED)),
	},
	search: ['name', 'slug', 'designation', 'title'],
	ordering: ['slug', 'name'],
	create: (values, { authentik }) => addFlow(values, authentik.state),
	update: (row, values) => void Object.assign(row, values),
	destroy(row, { authentik: { state } }) {
		state.flows.remove(row.pk);
		if (state.brand.flow_recovery === row.pk) state.brand.flow_recovery = null;
		for (const one of state.invitations.all()) if (one.flow === row.pk) one.flow = null;
	},
	usedBy: () => [],
};

/** Adds a flow to the state, with its values as they are. */
export function addFlow(values: Partial<FlowRow>, state: State): FlowRow {
	const { name = values.slug, title = name } = values;
	return state.flows.add({
		...serializer.defaults(),
		stages: [],
		policies: [],
		...values,
		name,
		title,
		pk: uuid(),
	} as FlowRow);
}

/** Shows a flow as the API does. */
export function showFlow(row: FlowRow, call: Call): Record<string, unknown> {
	return serializer.show(row, call);
}

function hasText(call: Call): boolean {
	return has(call, PICTURE_IS_TEXT);
}
