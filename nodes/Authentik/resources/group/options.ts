import { ownOption, queryField } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';

export const includeMembers = queryField('include_users', boolean, {
	displayName: 'Include Members',
	name: 'includeUsers',
	type: 'boolean',
	default: true,
	description: 'Whether to return the members with their names. Slow for large groups.',
});

export const groupOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);

export const includeChildGroups = ownOption(boolean, {
	displayName: 'Include Child Groups',
	name: 'includeChildGroups',
	type: 'boolean',
	default: true,
	description:
		'Whether to also return the members of all child groups, each user once. authentik treats them as members of the group.',
});
