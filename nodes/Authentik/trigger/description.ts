import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { filters, furtherOptions } from '../parameters/collections';
import { spanLabel } from '../shared/releases';
import { spanOf } from './matchers';
import { PRESETS } from './presets';

/** The choices of 'Trigger On'; `action` is the label in the node panel. */
const triggerOptions: INodePropertyOptions[] = [...PRESETS].map(([value, preset]) => {
	const { name, description } = preset;
	const span = spanOf(preset);
	return {
		name: span ? `${name} (${spanLabel(span)})` : name,
		value,
		action: `On ${inSentence(name)}`,
		description,
	};
});

/** The labels of the first two events, and how many more there are, as an expression for n8n's canvas. */
export const eventsChosen = `={{ $parameter["events"].slice(0, 2).map((event) => (${JSON.stringify(
	Object.fromEntries([...PRESETS].map(([value, { name }]) => [value, name])),
)})[event] ?? event).join(", ") + ($parameter["events"].length > 2 ? " + " + ($parameter["events"].length - 2) : "") }}`;

/** A label within a sentence: abbreviations stay uppercase. */
function inSentence(label: string): string {
	return label.replace(/[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
}

function textFilter(
	displayName: string,
	name: string,
	example: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: `e.g. ${example}`,
		description,
	};
}

/** The filters for events. All of them must match. */
export const triggerFilters: INodeProperties[] = [
	textFilter(
		'App',
		'app',
		'authentik_core',
		'authentik app of the changed object or, for other events, the app that logged them',
	),
	textFilter('Client IP', 'clientIp', '192.0.2.7', 'IP address that the request came from'),
	textFilter(
		'Object Name or ID',
		'object',
		'Engineering',
		'Exact name or ID of the changed object, such as the group whose members changed. The ID stays the same when the object is renamed.',
	),
	textFilter(
		'Object Type',
		'objectType',
		'authentik_core.user',
		'App and type of the changed object, as in the context of an event',
	),
	textFilter('Username', 'username', 'ada', 'Exact username of the actor or of the affected user'),
];

/** The options that every trigger has. */
const commonSettings: INodeProperties[] = [
	{
		displayName: 'Allow Own Events',
		name: 'allowOwnEvents',
		type: 'boolean',
		default: true,
		description:
			"Whether to also start for events caused by the credential's user. The workflow can then trigger itself.",
	},
	{
		displayName: 'Raw Output',
		name: 'rawOutput',
		type: 'boolean',
		default: true,
		description: 'Whether to return the event as authentik sends it, not simplified',
	},
];

/** The choice of events. */
const eventsChoice: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [],
	options: triggerOptions,
};

const ownEventsNotice: INodeProperties = {
	displayName:
		"Events caused by the credential's user are ignored, so that the workflow can't trigger itself. Use a dedicated service account for n8n.",
	name: 'ownEventsNotice',
	type: 'notice',
	default: '',
	displayOptions: { hide: { '/options.allowOwnEvents': [true] } },
};

/**
 * The parameters of a trigger, except how to sign in. Both triggers have the same, so that a workflow can change from
 * one to the other.
 * @param settings the options that only this trigger has
 */
export function triggerProperties(settings: INodeProperties[]): INodeProperties[] {
	const options = [...commonSettings, ...settings];
	return [
		eventsChoice,
		ownEventsNotice,
		filters(triggerFilters),
		furtherOptions(options.sort((a, b) => a.displayName.localeCompare(b.displayName))),
	];
}
