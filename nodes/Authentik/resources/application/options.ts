import { bodyField, ownOption } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { orderBy } from '../../parameters/collections';
import { boolean, countOrZero, integer, inverted } from '../../rules/scalars';
import { choice } from '../../rules/text';

const DECISIONS = [
	{
		name: 'Delete Attached Providers',
		value: 'delete',
		description: 'Permanently delete them. Accounts at their targets are kept.',
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
		"Whether to return only applications that the token's user can open, even if that user is a superuser. authentik caches this list for a day.",
});

export const allowEverybody = ownOption(boolean, {
	displayName: 'Allow Everybody',
	name: 'allowEverybody',
	type: 'boolean',
	default: true,
	description:
		'Whether to remove even the last enabled binding. Everyone can then open the application and, in authentik 2026.2 and later, its SCIM providers provision all users.',
});

/** The settings of a new binding. */
export const bindingSettings: Field[] = [
	bodyField('enabled', inverted, {
		displayName: 'Disabled',
		name: 'disabled',
		type: 'boolean',
		default: true,
		description:
			'Whether to create a disabled binding, which grants no access until somebody enables it',
	}),
	bodyField('failure_result', boolean, {
		displayName: 'Failure Result',
		name: 'failureResult',
		type: 'boolean',
		default: true,
		description: 'Whether the policy grants access if its evaluation fails',
	}),
	bodyField('negate', boolean, {
		displayName: 'Negate',
		name: 'negate',
		type: 'boolean',
		default: true,
		description:
			'Whether to grant access to everyone except this user, this group, or those whom this policy allows',
	}),
	bodyField('order', integer, {
		displayName: 'Order',
		name: 'order',
		type: 'number',
		default: 0,
		description: 'Position among the bindings. Defaults to the last position.',
	}),
	bodyField('timeout', countOrZero, {
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description: 'Maximum time to evaluate the policy, in seconds',
	}),
];
