import { bodyField, filterField, ownOption } from '../../operation/fields';
import { jsonObject, jsonObjectText } from '../../rules/json';
import { choice } from '../../rules/text';

/** The custom attributes that users and groups have. */
export const attributesField = bodyField('attributes', jsonObject, {
	displayName: 'Attributes',
	name: 'attributes',
	type: 'json',
	default: '{}',
	description:
		'Custom attributes, as a JSON object. An update merges them into those that are stored (null removes one), unless the option Attributes says Replace.',
});

/** What users and groups can be filtered by of their custom attributes. */
export const attributesFilter = filterField('attributes', jsonObjectText, {
	displayName: 'Attributes',
	name: 'attributes',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. {"department": "Sales"}',
	description:
		'Custom attributes that must be the same, as a JSON object; two underscores reach into an object (address__city)',
});

const MODES = [
	{
		name: 'Merge',
		value: 'merge',
		description: 'Keep what is not named; objects are merged at every depth, null removes',
	},
	{
		name: 'Replace',
		value: 'replace',
		description: 'Delete every attribute that is not named',
	},
];

/** What an update does with the attributes that it does not name; for the options of Update and Create or Update. */
export const attributesMode = ownOption(choice(MODES), {
	displayName: 'Attributes',
	name: 'attributesMode',
	type: 'options',
	options: MODES,
	default: 'merge',
	description: 'What to do with the attributes that are stored',
});
