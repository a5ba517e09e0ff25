import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { filters, furtherOptions } from '../parameters/collections';
import { groupLocator } from '../parameters/locators';
import { spanText } from '../shared/releases';
import { spanOf } from './matchers';
import { PRESETS } from './presets';

/** The choices of 'Trigger On'; `action` is how the node panel lists them. */
const triggerOptions: INodePropertyOptions[] = [...PRESETS].map(([value, preset]) => {
	const { name, description } = preset;
	const span = spanOf(preset);
	return {
		name,
		value,
		action: `On ${inSentence(name)}`,
		description: span ? `Needs ${spanText(span)}. ${description}.` : description,
	};
});

/** A label within a sentence: abbreviations stay. */
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

/** What events can be filtered by; several filters must all hold. */
export const triggerFilters: INodeProperties[] = [
	textFilter(
		'App',
		'app',
		'authentik_core',
		'The app of authentik to which the changed object belongs; for other events, the one that logged them',
	),
	textFilter('Client IP', 'clientIp', '192.0.2.7', 'IP address that the request came from'),
	textFilter(
		'Object Name or ID',
		'object',
		'Engineering',
		'The whole name of the changed object, or its ID, which stays when it is renamed; such as the group whose members matter',
	),
	textFilter(
		'Object Type',
		'objectType',
		'authentik_core.user',
		'App and kind of the changed object, as in the context of an event',
	),
	textFilter(
		'Username',
		'username',
		'ada',
		'The whole username of who did it, or of whom it is about',
	),
];

const triggerSettings: INodeProperties[] = [
	{
		displayName: 'Allow Duplicates',
		name: 'allowDuplicates',
		type: 'boolean',
		default: true,
		description:
			'Whether to start again for an event that authentik sends again because it got no answer',
	},
	{
		displayName: 'Allow Own Events',
		name: 'allowOwnEvents',
		type: 'boolean',
		default: true,
		description:
			"Whether to start for what the credential's user does, too. The workflow can then start itself.",
	},
	{
		displayName: 'Raw Output',
		name: 'rawOutput',
		type: 'boolean',
		default: true,
		description: 'Whether to return the event as authentik sends it, not simplified',
	},
	{
		...groupLocator,
		displayName: 'Receiver Group',
		name: 'receiver',
		description:
			'A group with at least one member, for which authentik sends the events. Without it, the trigger makes one that holds the user of the credential.',
	},
];

/** The parameters of the trigger, but for how to sign in. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: [],
		options: triggerOptions,
	},
	{
		displayName:
			"What the credential's own user does is ignored, so that the workflow does not start itself: give n8n a user of its own in authentik",
		name: 'ownEventsNotice',
		type: 'notice',
		default: '',
	},
	filters(triggerFilters),
	furtherOptions(triggerSettings),
];
