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
function uuidLocator(
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

export const oauthSourceLocator = uuidLocator(
	'OAuth Source',
	'oauthSource',
	'searchOAuthSources',
	'Select an OAuth source...',
);
