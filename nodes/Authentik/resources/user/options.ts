import { bodyField, ownOption, queryField } from '../../operation/fields';
import { released } from '../../operation/released';
import { orderBy } from '../../parameters/collections';
import { boolean, inverted } from '../../rules/scalars';
import { choices } from '../../rules/lists';
import { duration } from '../../rules/text';
import { userFacts } from '../../shared/releases';

export const ignoreCase = ownOption(boolean, {
	displayName: 'Ignore Case',
	name: 'ignoreCase',
	type: 'boolean',
	default: true,
	description:
		'Whether to also update a user whose username differs only in uppercase and lowercase letters, and keep that username. When off, the item fails, because authentik would create another user.',
});

export const includeGroups = queryField('include_groups', boolean, {
	displayName: 'Include Groups',
	name: 'includeGroups',
	type: 'boolean',
	default: true,
	description: "Whether to return each user's groups with their names, which is slower",
});

export const excludeRoles = released(
	userFacts,
	queryField('include_roles', inverted, {
		displayName: 'Exclude Roles',
		name: 'excludeRoles',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out the names of the roles, which is faster. Their IDs are still returned.',
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

export const apiTokenExpiring = ownOption(boolean, {
	displayName: 'API Token Expiring',
	name: 'apiTokenExpiring',
	type: 'boolean',
	default: true,
	description:
		"Whether authentik replaces the API token's key after the server's default token duration (30 minutes on a new installation). The returned key then stops working.",
});

export const skipApiToken = ownOption(boolean, {
	displayName: 'Skip API Token',
	name: 'skipApiToken',
	type: 'boolean',
	default: true,
	description:
		"Whether to create the account without an API token. Creating one needs a superuser's token.",
});

/** The types of authenticators, as in the paths that remove them. */
export const DEVICE_TYPES = [
	{ name: 'Duo', value: 'duo' },
	{ name: 'Email', value: 'email' },
	{ name: 'Endpoint', value: 'endpoint' },
	{ name: 'SMS', value: 'sms' },
	{ name: 'Static', value: 'static', description: 'Recovery codes' },
	{ name: 'TOTP', value: 'totp', description: 'Authenticator apps' },
	{ name: 'WebAuthn', value: 'webauthn', description: 'Security keys and passkeys' },
];

export const deviceTypes = ownOption(choices(DEVICE_TYPES), {
	displayName: 'Types',
	name: 'deviceTypes',
	type: 'multiOptions',
	options: DEVICE_TYPES,
	default: [],
	description: 'Types of the authenticators to remove. Defaults to all types.',
});

export const includeParents = ownOption(boolean, {
	displayName: 'Include Parents',
	name: 'includeParents',
	type: 'boolean',
	default: true,
	description:
		"Whether to also return the parents of the user's groups, each group once, after the direct groups. authentik treats the user as a member of them.",
});

const OFFBOARD_STEPS = [
	{
		name: 'Deactivate',
		value: 'deactivate',
		description: 'Block sign-in and end all sessions',
	},
	{
		name: 'Delete Tokens',
		value: 'deleteTokens',
		description: 'Delete all API tokens and app passwords',
	},
	{ name: 'End Sessions', value: 'endSessions', description: 'Sign the user out everywhere' },
	{
		name: 'Leave Groups',
		value: 'leaveGroups',
		description: 'Remove the user from all groups. The user loses the access that they grant.',
	},
	{
		name: 'Remove Devices',
		value: 'removeDevices',
		description: 'Permanently remove all authenticators, such as security keys',
	},
];

export const offboardSteps = ownOption(choices(OFFBOARD_STEPS), {
	displayName: 'Steps',
	name: 'steps',
	type: 'multiOptions',
	options: OFFBOARD_STEPS,
	default: ['deactivate', 'deleteTokens', 'endSessions', 'leaveGroups'],
	description:
		'Steps to run. Without this option, all steps except Remove Devices run. It is safe to run them again: completed steps are skipped.',
});
