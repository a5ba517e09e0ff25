import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { INTEGER_PATTERN, UUID_PATTERN } from '../rules/ids';
import { EMAIL_PATTERN } from '../rules/lists';
import { SLUG_PATTERN } from '../rules/text';
import {
	byNumber,
	bySlug,
	byText,
	byUrl,
	byUuid,
	EXAMPLE_UUID,
	fromList,
	locator,
} from './locatorModes';

/** The SCIM provider that an operation works on. */
export const scimProviderLocator: INodeProperties = {
	...locator('SCIM Provider', 'scimProvider', 'SCIM provider', [
		fromList('searchScimProviders', 'a SCIM provider'),
		byNumber('12'),
		byUrl('provider', '/providers/(?:scim/)?', INTEGER_PATTERN, '/core/providers/12'),
	]),
	required: true,
};

export const scimMappingLocator: INodeProperties = {
	...locator('SCIM Mapping', 'scimMapping', 'mapping', [
		fromList('searchScimMappings', 'a mapping'),
		byUuid,
	]),
	required: true,
};

export const provisionedUserLocator: INodeProperties = {
	...locator('Provisioned User', 'provisionedUser', 'provisioned user', [
		fromList('searchProvisionedUsers', 'a provisioned user'),
		byUuid,
	]),
	required: true,
};

export const provisionedGroupLocator: INodeProperties = {
	...locator('Provisioned Group', 'provisionedGroup', 'provisioned group', [
		fromList('searchProvisionedGroups', 'a provisioned group'),
		byUuid,
	]),
	required: true,
};

export const oauthSourceLocator = locator('OAuth Source', 'oauthSource', 'OAuth source', [
	fromList('searchOAuthSources', 'an OAuth source'),
	byUuid,
]);

const userModes: INodePropertyMode[] = [
	fromList('searchUsers', 'a user'),
	byNumber('42'),
	byUrl('user', '/identity/users/', INTEGER_PATTERN, '/identity/users/42'),
];

/** A user, by the number that authentik's API knows it by. */
export const userLocator = locator('User', 'user', 'user', userModes);

/** A user by whatever is at hand; operation/resolveLocator.ts asks authentik for the ID behind the further modes. */
export const anyUserLocator: INodeProperties = {
	...userLocator,
	required: true,
	modes: [
		...userModes,
		byText('By Username', 'username', 'ada', { hint: 'Exact username, case-sensitive' }),
		byText('By Email', 'email', 'ada@example.com', {
			hint: 'Exact email address, case-sensitive. Fails if several users have it.',
			written: { pattern: EMAIL_PATTERN, otherwise: 'Not an email address' },
		}),
	],
};

const groupModes: INodePropertyMode[] = [fromList('searchGroups', 'a group'), byUuid];

export const groupLocator = locator('Group', 'group', 'group', groupModes);

/** A group by whatever is at hand; see anyUserLocator. */
export const anyGroupLocator: INodeProperties = {
	...groupLocator,
	required: true,
	modes: [
		...groupModes,
		byText('By Name', 'name', 'Engineering', { hint: 'Exact name, case-sensitive' }),
		byUrl('group', '/identity/groups/', UUID_PATTERN, `/identity/groups/${EXAMPLE_UUID}`),
	],
};

/** An application, by the slug that stands in its addresses. */
export const applicationLocator: INodeProperties = {
	...locator('Application', 'application', 'application', [
		fromList('searchApplications', 'an application'),
		bySlug('my-app'),
		byUrl('application', '/applications/', SLUG_PATTERN, '/core/applications/my-app'),
	]),
	required: true,
};
