import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

/** The parameter Operation of a resource. */
export function operationsOf(
	resource: string,
	preset: string,
	options: INodePropertyOptions[],
): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: preset,
	};
}

/** An option that shows up for these operations only. */
export function optionFor(operations: string[], option: INodeProperties): INodeProperties {
	return { ...option, displayOptions: { show: { '/operation': operations } } };
}

/** Stamps parameters as belonging to operations of a resource. */
export function shownFor(resource: string) {
	return (operation: string[], ...parameters: INodeProperties[]): INodeProperties[] =>
		updateDisplayOptions({ show: { resource: [resource], operation } }, parameters);
}
