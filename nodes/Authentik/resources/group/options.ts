import { queryField } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';

export const includeMembers = queryField('include_users', boolean, {
	displayName: 'Include Members',
	name: 'includeUsers',
	type: 'boolean',
	default: true,
	description:
		'Whether to include the members with their names, which takes longer for large groups',
});

export const groupOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);
