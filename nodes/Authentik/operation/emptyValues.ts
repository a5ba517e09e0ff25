import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { boolean } from '../rules/scalars';
import { isBlank } from '../rules/visible';
import type { AnyObject } from '../shared/apiTypes';
import { request } from '../transport/request';
import { givenAt, isAdded, ownOption } from './fields';
import type { Step } from './types';

/** For tables of people: without it, an empty cell is refused or clears the field. */
export const ignoreEmptyValues = ownOption(boolean, {
	displayName: 'Ignore Empty Values',
	name: 'ignoreEmptyValues',
	type: 'boolean',
	default: true,
	description:
		'Whether to skip fields whose value is empty, null or missing, such as blank cells of a table. An empty list, {{ [] }}, still clears the field.',
});

/** Whether the user turned Ignore Empty Values on. */
export function ignoresEmptyValues(context: IExecuteSingleFunctions): boolean {
	const path = `options.${ignoreEmptyValues.parameter.name}`;
	return isAdded(context, path) && ignoreEmptyValues.read(context, false);
}

/** Whether a parameter's value is what an empty cell becomes. For a locator, its inner value counts. */
export function isEmptyValue(value: unknown): boolean {
	if (typeof value === 'object' && value !== null && '__rl' in value) {
		return isEmptyValue((value as IDataObject).value);
	}
	return value === undefined || value === null || (typeof value === 'string' && isBlank(value));
}

/**
 * Returns the object unchanged if all values of an update are empty and skipped.
 * @param permission what viewing the object requires
 */
export function unchangedIfEmpty(permission: string): Step {
	return async function ({ url, body }) {
		const isUpdate = Object.keys(body as IDataObject).length > 0;
		if (isUpdate || !ignoresEmptyValues(this)) return undefined;
		const added = Object.keys(givenAt<IDataObject>(this, 'updateFields') ?? {});
		if (added.length === 0) return undefined;
		return await request<AnyObject>(this, { url }, { permissions: [permission] });
	};
}
