import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeProperties,
	PostReceiveAction,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { labelOf } from '../shared/labels';
import type { ModelFacts } from '../shared/releases';
import { spanText } from '../shared/releases';

/**
 * authentik's names for the parameters that the user added to a collection. Their values are not evaluated:
 * that would cost as much again as building the request.
 */
export function propertiesAdded(
	context: IExecuteSingleFunctions,
	collection: string,
	fields: INodeProperties[],
): string[] {
	const added = context.getNodeParameter(collection, {}, { rawExpressions: true }) as IDataObject;
	return fields.flatMap(({ name, routing }) =>
		name in added && routing?.send?.property ? [routing.send.property] : [],
	);
}

/** The text for fields that a release does not have: their labels, and the releases that have them. */
export function unknownFieldsText(properties: string[], facts: ModelFacts): string {
	const texts = properties.map((property) => {
		const span = facts.fields[property];
		return `'${labelOf(property)}'${span ? ` (needs ${spanText(span)})` : ''}`;
	});
	return `This release of authentik does not know ${texts.join(', ')}`;
}

/**
 * Refuses an answer that lacks a field that was sent. authentik drops what its release does not know
 * and answers 200; group filters that got lost this way would provision everybody.
 * @param collection name of the collection parameter that holds `fields`
 * @param consequence what happened in authentik nevertheless, and what to do
 */
export function refuseDroppedFields(
	collection: string,
	fields: INodeProperties[],
	facts: ModelFacts,
	consequence = 'It dropped the value without a word and saved the rest. Remove the field, or update authentik.',
): PostReceiveAction {
	return async function (items) {
		const sent = propertiesAdded(this, collection, fields).filter(
			(property) => !(property in facts.writeOnly),
		);
		const answers = items.flatMap(({ json }) =>
			Array.isArray(json.results) ? (json.results as IDataObject[]).slice(0, 1) : [json],
		);
		const dropped = sent.filter((property) => answers.some((answer) => !(property in answer)));
		if (dropped.length === 0) return items;
		throw new NodeOperationError(this.getNode(), unknownFieldsText(dropped, facts), {
			description: consequence,
			itemIndex: this.getItemIndex(),
		});
	};
}

/** Gives the next node something to read where authentik answers nothing. */
export function answered(json: IDataObject): PostReceiveAction {
	return async () => [{ json: { ...json } }];
}

/** Makes what changes each row of an answer; the options that it goes by are read once, not for each row. */
export type RowChange = (context: IExecuteSingleFunctions) => (row: IDataObject) => IDataObject;

/** Applies a change to each row of an answer, which is one object or a page of a list. */
export function eachRow(changeFor: RowChange): PostReceiveAction {
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
