import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { applicationLocator } from '../../parameters/locators';
import { dateTime } from '../../rules/dates';
import type { Parse } from '../../rules/rule';
import { choices } from '../../rules/lists';
import { name, slug, text } from '../../rules/text';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import { eventActions } from './actions';

function exactText(
	property: string,
	displayName: string,
	parameter: string,
	example: string,
	description: string,
	parse: Parse = text,
): Field {
	return filterField(property, parse, {
		displayName,
		name: parameter,
		type: 'string',
		default: '',
		placeholder: `e.g. ${example}`,
		description,
	});
}

/** The trigger and authentik's pages also include the app in the name; this filter would find nothing then. */
const modelName: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	const [app, kind] = given.split('.');
	if (kind === undefined) return given;
	throw new Refusal(
		`'${label}' must be the type without its app: "${given}"`,
		`${NOTHING_SENT} Enter ${kind}. To filter by app as well, set 'Object App' to ${app}.`,
	);
};

/** The filters for events. All of them must match. */
export const eventFilters: Field[] = [
	exactText(
		'action',
		'Action Contains',
		'action',
		'custom_onboarding',
		'Part of the action, case-insensitive. Also finds custom actions of policies.',
	),
	filterField('actions', choices(eventActions), {
		displayName: 'Actions',
		name: 'actions',
		type: 'multiOptions',
		options: eventActions,
		default: [],
		description: 'Events with any of these actions',
	}),
	filterField('context_authorized_app', slug, {
		...applicationLocator,
		required: false,
		displayName: 'Authorized Application',
		name: 'authorizedApplication',
		description: 'Events in which a user signed in to this application',
	}),
	exactText('brand_name', 'Brand', 'brandName', 'authentik-default', 'Exact name of the brand'),
	exactText(
		'client_ip',
		'Client IP',
		'clientIp',
		'192.0.2.7',
		'IP address that the request came from',
	),
	exactText(
		'context_model_app',
		'Object App',
		'contextModelApp',
		'authentik_core',
		'authentik app that the changed object belongs to',
	),
	exactText(
		'context_model_pk',
		'Object ID',
		'contextModelPk',
		'42',
		'ID of the changed object, with or without dashes',
	),
	exactText(
		'context_model_name',
		'Object Type',
		'contextModelName',
		'user',
		'Type of the changed object, without its app, such as user, group or application',
		modelName,
	),
	searchFilter(
		'Part of the user, action, app, context or client IP. Newer releases of authentik also accept queries.',
	),
	filterField('since', dateTime, {
		displayName: 'Since',
		name: 'since',
		type: 'dateTime',
		default: '',
		description:
			"Events at or after this time. authentik can't filter events by time, so the node reads events from the newest back to this time.",
	}),
	filterField('until', dateTime, {
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		default: '',
		description:
			"Events before this time. authentik can't filter events by time, so the node reads newer events and skips them.",
	}),
	exactText(
		'username',
		'Username',
		'username',
		'ada',
		'Username of the actor or of the affected user',
		name,
	),
];
