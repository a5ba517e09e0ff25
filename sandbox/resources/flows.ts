import { readOnly } from '../drf/field';
import { text } from '../drf/fields';
import { exact } from '../drf/filters';
import { Serializer } from '../drf/serializer';
import { byText, type Viewset } from '../drf/viewset';
import type { FlowRow } from '../models';

const shown = readOnly(text());

/** `/flows/instances/`, to be read only, and only what identifies a flow. */
export const flows: Viewset<FlowRow> = {
	path: '/flows/instances/',
	title: 'Flow',
	description: 'Flow Viewset',
	model: 'authentik_flows.flow',
	noun: 'Flow',
	lookup: byText,
	lookupColumn: 'slug',
	rows: (state) => state.flows.all(),
	serializer: new Serializer<FlowRow>({
		pk: shown,
		name: shown,
		slug: shown,
		title: shown,
		designation: shown,
	}),
	filters: { name: exact(), slug: exact(), designation: exact(), flow_uuid: exact('pk') },
	search: ['name', 'slug', 'designation', 'title'],
	ordering: ['slug', 'name'],
};
