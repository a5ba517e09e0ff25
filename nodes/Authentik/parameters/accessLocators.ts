import type { INodeProperties } from 'n8n-workflow';

import { UUID_PATTERN } from '../rules/ids';
import {
	asSlug,
	byNumber,
	bySlug,
	byText,
	byUrl,
	byUuid,
	EXAMPLE_UUID,
	fromList,
	locator,
} from './locatorModes';

/** A provider of any kind, by its number. */
export const providerLocator = locator('Provider', 'provider', 'provider', [
	fromList('searchProviders', 'a provider'),
	byNumber('12'),
]);

/** A token, by its identifier, which is no secret. */
export const tokenLocator: INodeProperties = {
	...locator('Token', 'tokenIdentifier', 'token', [
		fromList('searchTokens', 'a token'),
		byText('By Identifier', 'identifier', 'n8n-onboarding', {
			hint: "The token's identifier, not its secret key",
			written: asSlug('an identifier'),
		}),
	]),
	required: true,
};

export const invitationLocator: INodeProperties = {
	...locator('Invitation', 'invitation', 'invitation', [
		fromList('searchInvitations', 'an invitation'),
		byUuid,
	]),
	required: true,
};

export const eventLocator: INodeProperties = {
	...locator('Event', 'event', 'event', [
		fromList('searchEvents', 'an event'),
		byUuid,
		byUrl('event', '/events/log/', UUID_PATTERN, `/events/log/${EXAMPLE_UUID}`),
	]),
	required: true,
};

/** An enrollment flow; the ID or the slug, which the operation turns into the ID. */
export const enrollmentFlowLocator: INodeProperties = {
	...locator('Flow', 'flow', 'flow', [
		fromList('searchEnrollmentFlows', 'an enrollment flow'),
		byUuid,
		bySlug('partner-enrollment'),
	]),
	required: true,
	description: 'Enrollment flow that the invitation is for. It needs an invitation stage.',
};

/** The stage that sends an e-mail. */
export const emailStageLocator: INodeProperties = {
	...locator('Email Stage', 'emailStage', 'stage', [
		fromList('searchEmailStages', 'an email stage'),
		byUuid,
	]),
	required: true,
	description: 'Email stage that sends the message',
};
