import { KINDS } from '../operation/kinds';
import type { Parameter } from '../operation/types';
import { INTEGER_PATTERN, UUID_PATTERN } from '../rules/ids';
import { EMAIL_PATTERN } from '../rules/lists';
import { SLUG_PATTERN } from '../rules/text';
import {
	asSlug,
	byName,
	byNumber,
	bySharedName,
	bySlug,
	byText,
	byUrl,
	byUuid,
	EXAMPLE_UUID,
	fromList,
	locator,
} from './locatorModes';

/** The SCIM provider that an operation works on. */
export const scimProviderLocator: Parameter = {
	...locator('SCIM Provider', 'scimProvider', KINDS.scimProvider, [
		fromList('searchScimProviders', 'a SCIM provider'),
		byNumber('12'),
		byName('Payroll'),
		byUrl('provider', '/providers/(?:scim/)?', INTEGER_PATTERN, '/core/providers/12'),
	]),
	required: true,
};

export const scimMappingLocator: Parameter = {
	...locator('SCIM Mapping', 'scimMapping', KINDS.scimMapping, [
		fromList('searchScimMappings', 'a mapping'),
		byUuid,
		byName('Cost center'),
	]),
	required: true,
};

export const provisionedUserLocator: Parameter = {
	...locator('Provisioned User', 'provisionedUser', 'provisioned user', [
		fromList('searchProvisionedUsers', 'a provisioned user'),
		byUuid,
	]),
	required: true,
};

export const provisionedGroupLocator: Parameter = {
	...locator('Provisioned Group', 'provisionedGroup', 'provisioned group', [
		fromList('searchProvisionedGroups', 'a provisioned group'),
		byUuid,
	]),
	required: true,
};

export const oauthSourceLocator = locator('OAuth Source', 'oauthSource', KINDS.oauthSource, [
	fromList('searchOAuthSources', 'an OAuth source'),
	byUuid,
	bySharedName('OAuth source', 'Payroll'),
]);

export const userLocator = locator('User', 'user', KINDS.user, [
	fromList('searchUsers', 'a user'),
	byNumber('42'),
	byUrl('user', '/identity/users/', INTEGER_PATTERN, '/identity/users/42'),
	byText('By Username', 'username', 'ada', { hint: 'Exact username, case-sensitive' }),
	byText('By Email', 'email', 'ada@example.com', {
		hint: 'Exact email address, case-sensitive. Fails if more than one user has it.',
		written: { pattern: EMAIL_PATTERN, otherwise: 'Not an email address' },
	}),
]);

export const groupLocator = locator('Group', 'group', KINDS.group, [
	fromList('searchGroups', 'a group'),
	byUuid,
	byName('Engineering'),
	byUrl('group', '/identity/groups/', UUID_PATTERN, `/identity/groups/${EXAMPLE_UUID}`),
]);

/** An application, by the slug in its URLs. */
export const applicationLocator: Parameter = {
	...locator('Application', 'application', KINDS.application, [
		fromList('searchApplications', 'an application'),
		bySlug('my-app'),
		bySharedName('application', 'My App'),
		byUrl('application', '/applications/', SLUG_PATTERN, '/core/applications/my-app'),
	]),
	required: true,
};

/** A provider of any type, by its number. */
export const providerLocator = locator('Provider', 'provider', KINDS.provider, [
	fromList('searchProviders', 'a provider'),
	byNumber('12'),
	byName('Payroll'),
]);

/** A token, by its identifier, which is not secret. */
export const tokenLocator: Parameter = {
	...locator('Token', 'tokenIdentifier', 'token', [
		fromList('searchTokens', 'a token'),
		byText('By Identifier', 'identifier', 'n8n-onboarding', {
			hint: "The token's identifier, not its secret key",
			written: asSlug('an identifier'),
		}),
	]),
	required: true,
};

export const invitationLocator: Parameter = {
	...locator('Invitation', 'invitation', KINDS.invitation, [
		fromList('searchInvitations', 'an invitation'),
		byUuid,
		bySharedName('invitation', 'partner-ada'),
	]),
	required: true,
};

export const eventLocator: Parameter = {
	...locator('Event', 'event', 'event', [
		fromList('searchEvents', 'an event'),
		byUuid,
		byUrl('event', '/events/log/', UUID_PATTERN, `/events/log/${EXAMPLE_UUID}`),
	]),
	required: true,
};

/** A policy of any type. */
export const policyLocator = locator('Policy', 'policy', KINDS.policy, [
	fromList('searchPolicies', 'a policy'),
	byUuid,
	byName('Only in the office'),
]);

export const roleLocator: Parameter = {
	...locator('Role', 'role', KINDS.role, [
		fromList('searchRoles', 'a role'),
		byUuid,
		byName('Helpdesk'),
		byUrl('role', '/identity/roles/', UUID_PATTERN, `/identity/roles/${EXAMPLE_UUID}`),
	]),
	required: true,
};

export const enrollmentFlowLocator: Parameter = {
	...locator('Flow', 'flow', KINDS.flow, [
		fromList('searchEnrollmentFlows', 'an enrollment flow'),
		byUuid,
		bySlug('partner-enrollment'),
		bySharedName('flow', 'Partner enrollment'),
	]),
	required: true,
	description: 'Enrollment flow that the invitation is for. It needs an invitation stage.',
};

/** The stage that sends an email. */
export const emailStageLocator: Parameter = {
	...locator('Email Stage', 'emailStage', KINDS.emailStage, [
		fromList('searchEmailStages', 'an email stage'),
		byUuid,
		byName('Recovery email'),
	]),
	required: true,
	description: 'Email stage that sends the message',
};
