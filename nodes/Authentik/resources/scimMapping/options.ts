import { bodyField, ownOption } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { groupLocator, userLocator } from '../../parameters/locators';
import { integerKey, uuid } from '../../rules/ids';
import { jsonObject } from '../../rules/json';
import { boolean } from '../../rules/scalars';

/** What a mapping is tested with. */
export const testOptions = [
	bodyField('context', jsonObject, {
		displayName: 'Context',
		name: 'context',
		type: 'json',
		default: '{}',
		description: 'Further variables for the expression, as a JSON object',
	}),
	bodyField('group', uuid, { ...groupLocator, description: 'The group to evaluate for' }),
	bodyField('user', integerKey, { ...userLocator, description: 'The user to evaluate for' }),
];

export const copyIfManaged = ownOption(boolean, {
	displayName: 'Copy If Managed',
	name: 'copyIfManaged',
	type: 'boolean',
	default: true,
	description:
		'Whether to make a copy with the changes when the mapping comes with authentik, whose blueprints would undo them',
});

export const mappingOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);
