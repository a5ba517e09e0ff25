import type { INodeProperties } from 'n8n-workflow';

import { uuidLocator } from './locators';

/** A provider of any kind, by its number. */
export const providerLocator: INodeProperties = {
	displayName: 'Provider',
	name: 'provider',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The provider to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a provider...',
			typeOptions: { searchListMethod: 'searchProviders', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 12',
		},
	],
};

/** A token, by its identifier, which is no secret. */
export const tokenLocator: INodeProperties = {
	displayName: 'Token',
	name: 'tokenIdentifier',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The token to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a token...',
			typeOptions: { searchListMethod: 'searchTokens', searchable: true },
		},
		{
			displayName: 'By Identifier',
			name: 'identifier',
			type: 'string',
			placeholder: 'e.g. n8n-onboarding',
			hint: 'Its name in authentik, never its key',
		},
	],
};

export const invitationLocator: INodeProperties = {
	...uuidLocator('Invitation', 'invitation', 'searchInvitations', 'Select an invitation...'),
	required: true,
};

const event = uuidLocator('Event', 'event', 'searchEvents', 'Select an event...');

export const eventLocator: INodeProperties = {
	...event,
	required: true,
	modes: [
		...(event.modes ?? []),
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://auth.example.com/if/admin/#/events/log/5f0c1a52-…',
			hint: "The address of the event's page in authentik's admin interface",
			extractValue: {
				type: 'regex',
				regex: '^https?://[^?]*/events/log/([0-9a-fA-F-]{32,36})(?:[/?;#].*)?$',
			},
		},
	],
};

const flow = uuidLocator('Flow', 'flow', 'searchEnrollmentFlows', 'Select an enrollment flow...');

/** An enrollment flow; the ID or the slug, which the operation turns into the ID. */
export const enrollmentFlowLocator: INodeProperties = {
	...flow,
	required: true,
	description:
		'The enrollment flow that the invitation opens, and the only one that takes it. It needs an invitation stage.',
	modes: [
		...(flow.modes ?? []),
		{
			displayName: 'By Slug',
			name: 'slug',
			type: 'string',
			placeholder: 'e.g. partner-enrollment',
		},
	],
};
