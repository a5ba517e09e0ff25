import { ownOption, queryField } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';
import { choice } from '../../rules/text';

const DECISIONS = [
	{
		name: 'Delete Providers Too',
		value: 'delete',
		description: 'What they provisioned stays at their targets',
	},
	{
		name: 'Detach Providers First',
		value: 'detach',
		description: 'They stay, and sync no more until they are attached again',
	},
	{ name: 'Refuse While There Are Some', value: 'refuse' },
];

export const attachedProviders = ownOption(choice(DECISIONS), {
	displayName: 'Attached Providers',
	name: 'attachedProviders',
	type: 'options',
	options: DECISIONS,
	default: 'refuse',
	description: 'What becomes of SCIM and other backchannel providers of the application',
});

export const applicationOrder = orderBy(
	[
		{ name: 'Group, A to Z', value: 'group' },
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
		{ name: 'Slug, A to Z', value: 'slug' },
	],
	'name',
);

export const superuserFullList = queryField('superuser_full_list', boolean, {
	displayName: 'Superuser Full List',
	name: 'superuserFullList',
	type: 'boolean',
	default: false,
	description:
		"Whether a superuser's token lists all applications, which it does unless this is off. Otherwise authentik lists only what the token's user may open, from a cache that lives a day.",
});
