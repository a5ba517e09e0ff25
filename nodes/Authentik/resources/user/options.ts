import { bodyField, ownOption, queryField } from '../../operation/fields';
import { released } from '../../operation/released';
import { orderBy } from '../../parameters/collections';
import { boolean, inverted } from '../../rules/scalars';
import { duration } from '../../rules/text';
import { userFacts } from '../../shared/releases';

export const ignoreCase = ownOption(boolean, {
	displayName: 'Ignore Case',
	name: 'ignoreCase',
	type: 'boolean',
	default: true,
	description:
		'Whether to update a user whose username only differs in upper and lower case, and keep that username. When off, the item fails, because authentik would create another user.',
});

export const includeGroups = queryField('include_groups', boolean, {
	displayName: 'Include Groups',
	name: 'includeGroups',
	type: 'boolean',
	default: true,
	description: "Whether to return each user's groups with their names, which takes longer",
});

export const excludeRoles = released(
	userFacts,
	queryField('include_roles', inverted, {
		displayName: 'Exclude Roles',
		name: 'excludeRoles',
		type: 'boolean',
		default: true,
		description: 'Whether to return the roles of each user without their names, which is faster',
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
		description: "How long the link works. Defaults to the server's default token duration.",
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
