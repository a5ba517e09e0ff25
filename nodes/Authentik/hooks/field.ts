import type { IDataObject, INodeProperties, PreSendAction } from 'n8n-workflow';

import type { Parse } from '../rules/rule';
import { noteLabel, rememberLabel } from '../shared/labels';
import { preSend } from './preSend';

/**
 * A parameter that goes into the body of the request under authentik's name for it.
 * @param property authentik's name
 * @param parse what makes of the user's value what authentik expects, or refuses it
 */
export function bodyField(
	property: string,
	parse: Parse,
	parameter: INodeProperties,
): INodeProperties {
	return field('body', property, parse, parameter);
}

/** A parameter that goes into the query of the request; see bodyField(). */
export function queryField(
	property: string,
	parse: Parse,
	parameter: INodeProperties,
): INodeProperties {
	return field('query', property, parse, parameter);
}

function field(
	type: 'body' | 'query',
	property: string,
	parse: Parse,
	parameter: INodeProperties,
): INodeProperties {
	rememberLabel(property, parameter.displayName);
	const parseValue = parserFor(type, property, parse, parameter.displayName);
	return {
		...parameter,
		routing: { send: { type, property, propertyInDotNotation: false, preSend: [parseValue] } },
	};
}

const parsers = new Map<Parse, Map<string, PreSendAction>>();

/** The hook for a field; one and the same for the same field, by which shareEntries() knows equal ones. */
function parserFor(
	type: 'body' | 'query',
	property: string,
	parse: Parse,
	label: string,
): PreSendAction {
	const known = parsers.get(parse) ?? new Map<string, PreSendAction>();
	parsers.set(parse, known);
	const key = `${type} ${property} ${label}`;
	const parser =
		known.get(key) ??
		preSend(function (requestOptions) {
			noteLabel(requestOptions, property, label);
			const values = (type === 'body' ? requestOptions.body : requestOptions.qs) as IDataObject;
			values[property] = parse(values[property], label, this.getTimezone());
		});
	known.set(key, parser);
	return parser;
}
