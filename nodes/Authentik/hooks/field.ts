import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { rememberLabel } from '../shared/labels';
import type { Parse } from './parse';
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
	const parseValue = preSend((requestOptions) => {
		const values = (type === 'body' ? requestOptions.body : requestOptions.qs) as IDataObject;
		values[property] = parse(values[property], parameter.displayName);
	});
	return {
		...parameter,
		routing: { send: { type, property, propertyInDotNotation: false, preSend: [parseValue] } },
	};
}
