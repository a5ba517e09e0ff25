import { bodyField, ownOption } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { groupLocator, userLocator } from '../../parameters/locators';
import { integerKey, uuid } from '../../rules/ids';
import { jsonObject } from '../../rules/json';
import { boolean } from '../../rules/scalars';

/** The input of a mapping test. */
export const testOptions = [
	bodyField('context', jsonObject, {
		displayName: 'Context',
		name: 'context',
		type: 'json',
		default: '{}',
		description: 'Additional variables for the expression, as a JSON object',
	}),
	bodyField('group', uuid, {
		...groupLocator,
		description: 'Group to evaluate the expression for',
	}),
	bodyField('user', integerKey, {
		...userLocator,
		description: 'User to evaluate the expression for',
	}),
];

export const copyIfManaged = ownOption(boolean, {
	displayName: 'Copy If Managed',
	name: 'copyIfManaged',
	type: 'boolean',
	default: true,
	description:
		"Whether to create a copy with the changes if the mapping is one of authentik's defaults. authentik would undo changes to the original.",
});

export const mappingOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);
