import { bodyField, filterField, ownOption } from '../../operation/fields';
import { jsonObject, jsonObjectText } from '../../rules/json';
import { boolean } from '../../rules/scalars';

/** The custom attributes of users and groups. */
export const attributesField = bodyField('attributes', jsonObject, {
	displayName: 'Attributes',
	name: 'attributes',
	type: 'json',
	default: '{}',
	description:
		'Custom attributes, as a JSON object. An update merges them into the existing attributes, and null removes one. To replace all, turn on the option Replace Attributes.',
});

/** The filter of users and groups by custom attributes. */
export const attributesFilter = filterField('attributes', jsonObjectText, {
	displayName: 'Attributes',
	name: 'attributes',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. {"department": "Sales"}',
	description:
		'Custom attributes that must match, as a JSON object. Use two underscores for nested attributes: address__city.',
});

/** Whether an update removes attributes that it does not contain; for the options of Update and Create or Update. */
export const replaceAttributes = ownOption(boolean, {
	displayName: 'Replace Attributes',
	name: 'replaceAttributes',
	type: 'boolean',
	default: true,
	description:
		'Whether to remove existing attributes that you do not enter. When off, your attributes are merged into the existing ones.',
});
