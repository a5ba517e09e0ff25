import type { INodePropertyOptions } from 'n8n-workflow';

import { answered } from '../../hooks/answer';
import { userInPath } from '../../hooks/located';
import { refuseUnknownToRelease } from '../../hooks/release';
import { cutTo } from '../../parameters/output';
import { userFacts } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { sending, sendingAfter } from '../../transport/send';
import { offboard } from './offboard';
import { stageInRequest } from './recovery';
import { createAccount } from './serviceAccount';
import { endAllSessions, SESSIONS, sessionsInQuery } from './sessions';

const ONE = '/core/users/{user}/';

const knownToRelease = refuseUnknownToRelease(userFacts, 'body');

/** What lets somebody in, or keeps somebody out. */
export const accessOperations: INodePropertyOptions[] = [
	{
		name: 'Create Recovery Link',
		value: 'createRecoveryLink',
		action: 'Create recovery link for user',
		description:
			'Make a link with which whoever has it sets a new password and signs in as the user. Treat the output as a secret.',
		routing: {
			request: { method: 'POST', url: `${ONE}recovery/` },
			operations: { pagination: sendingAfter([knownToRelease, userInPath]) },
		},
	},
	{
		name: 'Create Service Account',
		value: 'createServiceAccount',
		action: 'Create service account',
		description:
			'Add a user for a machine, with an app password (token) to sign in with and an API token (api_token) for the API, which takes a superuser. Treat the output as a secret.',
		routing: {
			request: { method: 'POST', url: '/core/users/service_account/' },
			operations: { pagination: sending(createAccount) },
		},
	},
	{
		name: 'End Sessions',
		value: 'endSessions',
		action: 'End sessions of user',
		description:
			'Sign a user out everywhere. An active user can sign in again; nothing else is changed.',
		routing: {
			request: { method: 'GET', url: SESSIONS },
			operations: { pagination: sending(endAllSessions) },
		},
	},
	{
		name: 'Get Sessions',
		value: 'getSessions',
		action: 'Get sessions of user',
		description: 'List where a user is signed in',
		routing: {
			request: { method: 'GET', url: SESSIONS, qs: { page_size: LARGEST_PAGE } },
			operations: { pagination: sendingAfter([sessionsInQuery]) },
			output: {
				postReceive: [
					cutTo(['uuid', 'user', 'last_ip', 'last_user_agent', 'last_used', 'expires']),
				],
			},
		},
	},
	{
		name: 'Offboard',
		value: 'offboard',
		action: 'Offboard user and remove all access',
		description:
			'Take all access away: deactivate, end sessions, delete tokens, leave groups, or some of these. Cannot be undone as a whole; the option Preview only tells what would be done.',
		routing: {
			request: { method: 'GET', url: ONE },
			operations: { pagination: sending(offboard) },
		},
	},
	{
		name: 'Send Recovery Email',
		value: 'sendRecoveryEmail',
		action: 'Send recovery email to user',
		description: 'Send a user a link for setting a new password',
		routing: {
			request: { method: 'POST', url: `${ONE}recovery_email/` },
			operations: { pagination: sendingAfter([knownToRelease, stageInRequest, userInPath]) },
			output: { postReceive: [answered({ sent: true })] },
		},
	},
	{
		name: 'Set Password',
		value: 'setPassword',
		action: 'Set password of user',
		description: 'Replace the password of a user; the old one stops working at once',
		routing: {
			request: { method: 'POST', url: `${ONE}set_password/` },
			operations: { pagination: sendingAfter([userInPath]) },
			output: { postReceive: [answered({ password_set: true })] },
		},
	},
];
