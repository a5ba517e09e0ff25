import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
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

/** The trigger and authentik's pages name the app as well; here authentik would find nothing. */
const modelName: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	const [app, kind] = given.split('.');
	if (kind === undefined) return given;
	throw new Refusal(
		`'${label}' must be the kind alone, not "${given}"`,
		`${NOTHING_SENT} Give ${kind}, and ${app} as 'Object App' if it matters.`,
	);
};

/** What events can be filtered by; several filters must all hold. */
export const eventFilters: Field[] = [
	exactText(
		'action',
		'Action Contains',
		'action',
		'custom_onboarding',
		'Part of the action, in any letter case; for actions that policies make up',
	),
	filterField('actions', choices(eventActions), {
		displayName: 'Actions',
		name: 'actions',
		type: 'multiOptions',
		options: eventActions,
		default: [],
		description: 'Events of one of these actions',
	}),
	filterField('context_authorized_app', slug, {
		...applicationLocator,
		required: false,
		displayName: 'Authorized Application',
		name: 'authorizedApplication',
		description: 'Events in which somebody opened this application',
	}),
	exactText('brand_name', 'Brand', 'brandName', 'authentik-default', 'The whole name of the brand'),
	exactText('client_ip', 'Client IP', 'clientIp', '192.0.2.7', 'Where the request came from'),
	exactText(
		'context_model_app',
		'Object App',
		'contextModelApp',
		'authentik_core',
		'The app of authentik to which the changed object belongs',
	),
	exactText(
		'context_model_pk',
		'Object ID',
		'contextModelPk',
		'42',
		'The ID of the changed object, with or without dashes',
	),
	exactText(
		'context_model_name',
		'Object Type',
		'contextModelName',
		'user',
		'The kind of the changed object without its app, such as user, group or application',
		modelName,
	),
	exactText(
		'search',
		'Search',
		'search',
		'ada',
		'Part of the user, action, app, context or client IP. Later releases take queries as well.',
	),
	filterField('since', dateTime, {
		displayName: 'Since',
		name: 'since',
		type: 'dateTime',
		default: '',
		description:
			'Events from this moment on. authentik cannot filter by time: the newest are read first, up to this moment.',
	}),
	exactText(
		'username',
		'Username',
		'username',
		'ada',
		'The username of who did it, or of whom it is about',
		name,
	),
];
