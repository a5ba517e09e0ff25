import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { narrowing } from '../rules/filter';
import type { Parse, Sendable } from '../rules/rule';
import type { Sender } from '../transport/session';
import type { Field, Parameter, PlacedField } from './types';

/**
 * A parameter that goes into the body of the request.
 * @param property authentik's name of the field
 * @param rule turns the user's value into what authentik expects, or refuses it
 */
export function bodyField(property: string, rule: Parse, parameter: Parameter): Field {
	return { ...parameter, target: { in: 'body', property, label: parameter.displayName, rule } };
}

/** A parameter that goes into the query of the request but is not a filter; see bodyField(). */
export function queryField(property: string, rule: Parse, parameter: Parameter): Field {
	return { ...parameter, target: { in: 'query', property, label: parameter.displayName, rule } };
}

/** A filter, which goes into the query; see bodyField(). */
export function filterField(property: string, rule: Parse, parameter: Parameter): Field {
	const { target, ...field } = queryField(property, narrowing(rule), parameter);
	return { ...field, target: { ...target, filters: true } };
}

/** A locator whose object goes into the path, replacing `{<name of the locator>}`; see bodyField(). */
export function pathField(rule: Parse, locator: Parameter): Field {
	const { name: property, displayName: label } = locator;
	return { ...locator, target: { in: 'path', property, label, rule } };
}

/** A parameter for the node itself, not a field of the request. It is checked before anything is sent. */
export function nodeParameter(path: string, rule: Parse, parameter: Parameter): Field {
	return {
		...parameter,
		target: { in: 'node', property: path, label: parameter.displayName, rule },
	};
}

/** Whether the user added a parameter to its collection. */
export function isAdded(context: IExecuteSingleFunctions, path: string): boolean {
	return givenAt(context, path) !== undefined;
}

/** The user's value for a parameter, on its own or in a collection. Expressions are returned unevaluated. */
export function givenAt<T>(context: Sender, path: string): T | undefined {
	const [name, inner] = path.split('.');
	const outer = context.getNode().parameters[name] as IDataObject | undefined;
	return (inner === undefined ? outer : outer?.[inner]) as T | undefined;
}

/** A parameter of the node itself, read by an operation. */
export interface OwnParameter<T extends Sendable> {
	/** Its entry in the editor. */
	parameter: Field;
	read: (context: IExecuteSingleFunctions) => T;
}

/** A parameter that the node itself reads. @param rule what the value must be */
export function ownParameter<T extends Sendable>(
	rule: Parse<T>,
	parameter: Parameter,
): OwnParameter<T> {
	const path = parameter.name;
	return {
		parameter: nodeParameter(path, rule, parameter),
		read: (context) =>
			rule(context.getNodeParameter(path), parameter.displayName, context.getTimezone()),
	};
}

/** An option of the node itself. */
export interface OwnOption<T extends Sendable> {
	/** Its entry in the collection. */
	parameter: Field;
	/** @returns the user's value, or `preset` when the option was not added */
	read: (context: IExecuteSingleFunctions, preset: T) => T;
}

/** An option that the node itself reads. @param rule what the value must be */
export function ownOption<T extends Sendable>(
	rule: Parse<T>,
	parameter: Parameter,
	collection = 'options',
): OwnOption<T> {
	const path = `${collection}.${parameter.name}`;
	return {
		parameter: nodeParameter(path, rule, parameter),
		read: (context, preset) =>
			rule(context.getNodeParameter(path, preset), parameter.displayName, context.getTimezone()),
	};
}

/** The fields among parameters, including those in collections. */
export function fieldsIn(parameters: Parameter[], within = ''): PlacedField[] {
	return parameters.flatMap((parameter) => {
		const path = `${within}${parameter.name}`;
		if (parameter.type === 'collection') {
			return fieldsIn(parameter.options as Parameter[], `${path}.`);
		}
		return parameter.target ? [{ ...(parameter as Field), path }] : [];
	});
}
