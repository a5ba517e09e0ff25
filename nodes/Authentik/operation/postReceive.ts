import type { IDataObject, IExecuteSingleFunctions, PostReceiveAction } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { ModelFacts } from '../shared/releases';
import { ignoresEmptyValues, isEmptyValue } from './emptyValues';
import { unknownFieldsText } from './release';
import type { Field, Parameter } from './types';

/**
 * The fields that the user added to a collection. Values are evaluated only if empty ones are skipped: it costs as much
 * again as building the request.
 */
function fieldsAdded(
	context: IExecuteSingleFunctions,
	collection: string,
	parameters: Parameter[],
): Field[] {
	const added = context.getNodeParameter(collection, {}, { rawExpressions: true }) as IDataObject;
	const fields = parameters.filter(
		(one): one is Field => one.target !== undefined && one.name in added,
	);
	if (!ignoresEmptyValues(context)) return fields;
	return fields.filter(
		({ name }) => !isEmptyValue(context.getNodeParameter(`${collection}.${name}`)),
	);
}

/**
 * Refuses a response that lacks a field that was sent. authentik ignores fields that its release does not have and
 * answers 200; group filters lost this way would provision everybody.
 * @param collection name of the collection parameter that holds `parameters`
 * @param consequence what happened in authentik anyway, and what to do
 */
export function refuseDroppedFields(
	collection: string,
	parameters: Parameter[],
	{ writeOnly }: ModelFacts,
	consequence = 'Remove the field, or update authentik, which ignored the value and saved the rest.',
): PostReceiveAction {
	return async function (items) {
		const sent = fieldsAdded(this, collection, parameters).filter(
			({ target }) => !(target.property in writeOnly),
		);
		const answers = items.flatMap(({ json }) =>
			Array.isArray(json.results) ? (json.results as IDataObject[]).slice(0, 1) : [json],
		);
		const dropped = sent.filter(({ target }) =>
			answers.some((answer) => !(target.property in answer)),
		);
		if (dropped.length === 0) return items;
		throw new NodeOperationError(this.getNode(), unknownFieldsText(dropped), {
			description: consequence,
			itemIndex: this.getItemIndex(),
		});
	};
}

/** Gives the next node something to read if authentik returns an empty response. */
export function replaceWith(json: IDataObject): PostReceiveAction {
	return async () => [{ json: { ...json } }];
}

/** Returns the function that changes each row of a response. Its options are read once, not for each row. */
export type RowMapper = (context: IExecuteSingleFunctions) => (row: IDataObject) => IDataObject;

/** Applies a change to each row of a response, which is one object or a page of a list. */
export function mapRows(changeFor: RowMapper): PostReceiveAction {
	return async function (items) {
		const change = changeFor(this);
		return items.map((item) => {
			const { results } = item.json;
			const json = Array.isArray(results)
				? { ...item.json, results: (results as IDataObject[]).map(change) }
				: change(item.json);
			return { ...item, json };
		});
	};
}
