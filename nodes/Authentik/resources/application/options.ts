import { ownOption } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';
import { choice } from '../../rules/text';

const DECISIONS = [
	{
		name: 'Delete Attached Providers',
		value: 'delete',
		description: 'Accounts at their targets are kept',
	},
	{
		name: 'Detach Attached Providers',
		value: 'detach',
		description: 'The providers are kept, but stop syncing until they are attached again',
	},
	{ name: 'Fail If There Are Any', value: 'refuse' },
];

export const attachedProviders = ownOption(choice(DECISIONS), {
	displayName: 'Attached Providers',
	name: 'attachedProviders',
	type: 'options',
	options: DECISIONS,
	default: 'detach',
	description: 'What to do with SCIM and other backchannel providers of the application',
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

export const onlyAccessible = ownOption(boolean, {
	displayName: 'Only Accessible',
	name: 'onlyAccessible',
	type: 'boolean',
	default: true,
	description:
		"Whether to list only applications that the token's user may open, also for a superuser. authentik caches this list for a day.",
});
