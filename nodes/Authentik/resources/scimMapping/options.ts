import { bodyField } from '../../operation/fields';
import type { Parameter } from '../../operation/types';
import { orderBy } from '../../parameters/collections';
import { groupLocator, userLocator } from '../../parameters/locators';
import { integerIdOrNone, uuidOrNone } from '../../rules/ids';
import { jsonObject } from '../../rules/json';

/** What a mapping is tested with. */
export const testOptions = [
	bodyField('context', jsonObject, {
		displayName: 'Context',
		name: 'context',
		type: 'json',
		default: '{}',
		description: 'Further variables for the expression, as a JSON object',
	}),
	bodyField('group', uuidOrNone, { ...groupLocator, description: 'The group to evaluate for' }),
	bodyField('user', integerIdOrNone, { ...userLocator, description: 'The user to evaluate for' }),
];

export const copyIfManaged: Parameter = {
	displayName: 'Copy If Managed',
	name: 'copyIfManaged',
	type: 'boolean',
	default: true,
	description:
		'Whether to make a copy with the changes when the mapping comes with authentik, whose blueprints would undo them',
};

export const mappingOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);
