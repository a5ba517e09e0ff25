import type { INodeProperties } from 'n8n-workflow';

/** The SCIM provider that an operation works on; its list is searched and paged on the server. */
export const scimProviderLocator: INodeProperties = {
	displayName: 'SCIM Provider',
	name: 'scimProvider',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The SCIM provider to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a SCIM provider...',
			typeOptions: { searchListMethod: 'searchScimProviders', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 12',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://auth.example.com/if/admin/#/core/providers/12',
			hint: "The address of the provider's page in authentik's admin interface",
			extractValue: {
				type: 'regex',
				regex: '^https?://[^?]*/providers/(?:scim/)?(\\d+)(?:[/?;#].*)?$',
			},
		},
	],
};

/** A parameter for an object that authentik knows by a UUID. */
export function uuidLocator(
	displayName: string,
	name: string,
	searchListMethod: string,
	placeholder: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `The ${displayName} to work on`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11',
			},
		],
	};
}

export const groupLocator = uuidLocator('Group', 'group', 'searchGroups', 'Select a group...');

export const scimMappingLocator: INodeProperties = {
	...uuidLocator('SCIM Mapping', 'scimMapping', 'searchScimMappings', 'Select a mapping...'),
	required: true,
};

export const provisionedUserLocator: INodeProperties = {
	...uuidLocator(
		'Provisioned User',
		'provisionedUser',
		'searchProvisionedUsers',
		'Select a provisioned user...',
	),
	required: true,
};

export const provisionedGroupLocator: INodeProperties = {
	...uuidLocator(
		'Provisioned Group',
		'provisionedGroup',
		'searchProvisionedGroups',
		'Select a provisioned group...',
	),
	required: true,
};

export const oauthSourceLocator = uuidLocator(
	'OAuth Source',
	'oauthSource',
	'searchOAuthSources',
	'Select an OAuth source...',
);

/** A user, by the number that authentik's API knows it by. */
export const userLocator: INodeProperties = {
	displayName: 'User',
	name: 'user',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The user to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a user...',
			typeOptions: { searchListMethod: 'searchUsers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 42',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://auth.example.com/if/admin/#/identity/users/42',
			hint: "The address of the user's page in authentik's admin interface",
			extractValue: {
				type: 'regex',
				regex: '^https?://[^?]*/identity/users/(\\d+)(?:[/?;#].*)?$',
			},
		},
	],
};

/** A user by whatever is at hand; hooks/located.ts asks authentik for the ID behind the further modes. */
export const anyUserLocator: INodeProperties = {
	...userLocator,
	required: true,
	modes: [
		...(userLocator.modes ?? []),
		{
			displayName: 'By Username',
			name: 'username',
			type: 'string',
			placeholder: 'e.g. ada',
			hint: 'The whole username, in the same letter case',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. ada@example.com',
			hint: 'The whole e-mail address, in the same letter case; only one user may have it',
		},
	],
};

/** A group by whatever is at hand; see anyUserLocator. */
export const anyGroupLocator: INodeProperties = {
	...groupLocator,
	required: true,
	modes: [
		...(groupLocator.modes ?? []),
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Engineering',
			hint: 'The whole name, in the same letter case',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://auth.example.com/if/admin/#/identity/groups/5f0c1a52-…',
			hint: "The address of the group's page in authentik's admin interface",
			extractValue: {
				type: 'regex',
				regex: '^https?://[^?]*/identity/groups/([0-9a-fA-F-]{32,36})(?:[/?;#].*)?$',
			},
		},
	],
};

/** The stage that sends an e-mail. */
export const emailStageLocator: INodeProperties = {
	...uuidLocator('Email Stage', 'emailStage', 'searchEmailStages', 'Select an email stage...'),
	required: true,
	description: 'The stage of type Email that sends the message',
};

/** An application, by the slug that stands in its addresses. */
export const applicationLocator: INodeProperties = {
	displayName: 'Application',
	name: 'application',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The application to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an application...',
			typeOptions: { searchListMethod: 'searchApplications', searchable: true },
		},
		{
			displayName: 'By Slug',
			name: 'slug',
			type: 'string',
			placeholder: 'e.g. my-app',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://auth.example.com/if/admin/#/core/applications/my-app',
			extractValue: {
				type: 'regex',
				regex: '^https?://[^?]*/applications/([\\w-]+)(?:[/?;#].*)?$',
			},
		},
	],
};
