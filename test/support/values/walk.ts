/** All fields of all operations, as the node's description shows them. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Authentik } from '../../../nodes/Authentik/Authentik.node';
import type { FieldFacts } from './fields';
import { factsOf } from './fields';

/** A field as one operation shows it. */
export interface Field {
	/** Resource and operation, separated by a dot. */
	operation: string;
	/** The collection that it is in, if any. */
	collection?: string;
	parameter: INodeProperties;
	/** Its name in errors. */
	label: string;
	/** undefined for a field without generators. */
	facts?: FieldFacts;
}

const { properties } = new Authentik().description;

/** By resource, the values of all operations. */
export const resources: Record<string, string[]> = Object.fromEntries(
	properties
		.filter(({ name }) => name === 'operation')
		.map(({ displayOptions, options = [] }) => [
			String(displayOptions?.show?.resource?.[0]),
			(options as INodePropertyOptions[]).map(({ value }) => String(value)),
		]),
);

/** Every field of every operation. */
export const fields: Field[] = Object.entries(resources).flatMap(([resource, operations]) =>
	operations.flatMap((operation) => fieldsOf(resource, operation)),
);

function fieldsOf(resource: string, operation: string): Field[] {
	const isShown = ({ displayOptions: { show = {} } = {} }: INodeProperties, prefix = '') => {
		const inResources = show[`${prefix}resource`];
		const inOperations = show[`${prefix}operation`];
		return (
			(inResources?.includes(resource) ?? prefix !== '') &&
			(inOperations?.includes(operation) ?? prefix !== '')
		);
	};
	const name = `${resource}.${operation}`;
	return properties
		.filter((parameter) => parameter.name !== 'operation' && isShown(parameter))
		.flatMap((parameter) => {
			if (parameter.type !== 'collection') return [fieldOf(name, undefined, parameter)];
			return (parameter.options as INodeProperties[])
				.filter((option) => isShown(option, '/'))
				.map((option) => fieldOf(name, parameter.name, option));
		});
}

function fieldOf(operation: string, collection: string | undefined, parameter: INodeProperties) {
	return {
		operation,
		collection,
		parameter,
		// Without the releases that have it.
		label: parameter.displayName.replace(/ \([^)]*\d{4}\.\d+[^)]*\)$/, ''),
		facts: factsOf(operation, collection, parameter),
	};
}

/** The name of a field in the tests, and in `needs` without the operation. */
export function pathOf({ collection, parameter }: Pick<Field, 'collection' | 'parameter'>): string {
	return collection === undefined ? parameter.name : `${collection}.${parameter.name}`;
}
