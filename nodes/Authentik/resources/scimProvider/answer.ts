import type { IDataObject, INodeProperties, PostReceiveAction } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { labelOf } from '../../shared/labels';
import { scimProviderFacts, spanText } from '../../shared/releases';
import { isSecretName } from '../../transport/redact';

/** authentik's names for the parameters that the user added to a collection. */
function propertiesAdded(collection: IDataObject, fields: INodeProperties[]): string[] {
	return fields.flatMap(({ name, routing }) =>
		name in collection && routing?.send?.property ? [routing.send.property] : [],
	);
}

/**
 * Refuses an answer that lacks a field that was sent. authentik drops what its release does not know
 * and answers 200; group filters that got lost this way would provision everybody.
 * @param collection name of the collection parameter that holds `fields`
 * @param consequence what happened in authentik nevertheless
 */
export function refuseDroppedFields(
	collection: string,
	fields: INodeProperties[],
	consequence: string,
): PostReceiveAction {
	return async function (items) {
		const added = this.getNodeParameter(collection, {}) as IDataObject;
		const sent = propertiesAdded(added, fields).filter(
			(property) => !(property in scimProviderFacts.writeOnly),
		);
		const answers = items.flatMap(({ json }) =>
			Array.isArray(json.results) ? (json.results as IDataObject[]).slice(0, 1) : [json],
		);
		const dropped = sent.filter((property) => answers.some((answer) => !(property in answer)));
		if (dropped.length === 0) return items;
		const texts = dropped.map((property) => {
			const span = scimProviderFacts.fields[property];
			return `'${labelOf(property)}'${span ? ` (needs ${spanText(span)})` : ''}`;
		});
		throw new NodeOperationError(
			this.getNode(),
			`This release of authentik does not know ${texts.join(', ')}`,
			{ description: consequence, itemIndex: this.getItemIndex() },
		);
	};
}

/**
 * Takes the secrets out of providers: the token of the target, and passwords among the OAuth parameters.
 * The option Include Secrets leaves them in. Works on one provider and on a page of them.
 */
export const hideSecrets: PostReceiveAction = async function (items) {
	if (this.getNodeParameter('options.includeSecrets', false) === true) return items;
	return items.map((item) => {
		const { results } = item.json;
		const json = Array.isArray(results)
			? { ...item.json, results: (results as IDataObject[]).map(withoutSecrets) }
			: withoutSecrets(item.json);
		return { ...item, json };
	});
};

function withoutSecrets(provider: IDataObject): IDataObject {
	const rest: IDataObject = { ...provider };
	delete rest.token;
	const parameters = provider.auth_oauth_params;
	if (typeof parameters === 'object' && parameters !== null) {
		rest.auth_oauth_params = Object.fromEntries(
			Object.entries(parameters).filter(([name]) => !isSecretName(name)),
		);
	}
	return rest;
}
