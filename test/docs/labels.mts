/** The editor's labels of fields and choices, without the releases in them. */
import type { INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../nodes/Authentik/resources/index.ts';
import type { Operation, Parameter } from '../../nodes/Authentik/operation/types.ts';

/** The label of authentik's field in the operations of a resource; undefined if none sends it. */
export function fieldLabel(resource: string, property: string): string | undefined {
	const [parameter] = parametersFor(resource, property);
	return parameter && labelOf(parameter);
}

/** The label of a value of authentik's field; the value itself where the editor has no such choice. */
export function choiceLabel(resource: string, property: string, value: string): string {
	const choices = parametersFor(resource, property).flatMap(
		({ options = [] }) => options as INodePropertyOptions[],
	);
	const choice = choices.find((one) => one.value === value);
	return choice ? withoutReleases(choice.name) : value || 'empty';
}

/** The label of an operation's parameter. @throws Error when the operation has none of that name */
export function parameterLabel(operation: Operation, name: string): string {
	const found = allOf(operation.parameters).find((parameter) => parameter.name === name);
	if (!found) throw new Error(`${operation.name} has no field ${name}`);
	return labelOf(found);
}

/** The parameters of a resource whose values are sent as authentik's field. */
function parametersFor(resource: string, property: string): Parameter[] {
	return resources
		.filter(({ value }) => value === resource)
		.flatMap(({ operations }) => operations.flatMap(({ parameters }) => allOf(parameters)))
		.filter(({ target }) => target?.in !== 'node' && target?.property === property);
}

/** Parameters, with those in collections. */
function allOf(parameters: Parameter[]): Parameter[] {
	return parameters.flatMap((parameter) =>
		parameter.type === 'collection' ? (parameter.options as Parameter[]) : [parameter],
	);
}

function labelOf({ target, displayName }: Parameter): string {
	return target?.label ?? displayName;
}

function withoutReleases(label: string): string {
	return label.replace(/ \((?:up to )?20\d\d[^)]*\)$/, '');
}
