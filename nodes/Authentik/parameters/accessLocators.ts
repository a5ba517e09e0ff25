import { KINDS } from '../operation/kinds';
import type { Parameter } from '../operation/types';
import { UUID_PATTERN } from '../rules/ids';
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

/** A provider of any kind, by its number. */
export const providerLocator = locator('Provider', 'provider', KINDS.provider, [
	fromList('searchProviders', 'a provider'),
	byNumber('12'),
	byName('Payroll'),
]);

/** A token, by its identifier, which is no secret. */
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

/** A policy of any kind. */
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

/** The stage that sends an e-mail. */
export const emailStageLocator: Parameter = {
	...locator('Email Stage', 'emailStage', KINDS.emailStage, [
		fromList('searchEmailStages', 'an email stage'),
		byUuid,
		byName('Recovery email'),
	]),
	required: true,
	description: 'Email stage that sends the message',
};
