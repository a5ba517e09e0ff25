import { bodyField, queryField } from '../../operation/fields';
import { released } from '../../operation/released';
import { orderBy } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';
import { duration } from '../../rules/text';
import { userFacts } from '../../shared/releases';

export const includeGroups = queryField('include_groups', boolean, {
	displayName: 'Include Groups',
	name: 'includeGroups',
	type: 'boolean',
	default: true,
	description: 'Whether to include the groups of each user with their names, which takes longer',
});

export const includeRoles = released(
	userFacts,
	queryField('include_roles', boolean, {
		displayName: 'Include Roles',
		name: 'includeRoles',
		type: 'boolean',
		default: true,
		description: 'Whether to include the roles of each user with their names, which takes longer',
	}),
);

export const linkDuration = released(
	userFacts,
	bodyField('token_duration', duration, {
		displayName: 'Link Duration',
		name: 'linkDuration',
		type: 'string',
		default: 'minutes=30',
		placeholder: 'e.g. hours=1',
		description: "How long the link works; the server's default token duration unless told",
	}),
);

export const userOrder = orderBy(
	[
		{ name: 'Date Joined, Newest First', value: '-date_joined' },
		{ name: 'Date Joined, Oldest First', value: 'date_joined' },
		{ name: 'Email, A to Z', value: 'email' },
		{ name: 'ID, Newest First', value: '-pk' },
		{ name: 'ID, Oldest First', value: 'pk' },
		{ name: 'Last Login, Oldest First', value: 'last_login' },
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Username, A to Z', value: 'username' },
		{ name: 'Username, Z to A', value: '-username' },
	],
	'username',
);
