import type { INodeProperties } from 'n8n-workflow';

import { bodyField, queryField } from '../../hooks/field';
import { orderBy } from '../../parameters/collections';
import { optionFor } from '../../parameters/display';
import { outputOptions } from '../../parameters/output';
import { releasedField } from '../../parameters/released';
import { boolean } from '../../rules/scalars';
import { duration } from '../../rules/text';
import { userFacts } from '../../shared/releases';
import { attributesMode } from '../common/attributes';

/** The options of all operations on users. */
export const userOptions: INodeProperties[] = [
	optionFor(['createServiceAccount'], {
		displayName: 'API Token Expiring',
		name: 'apiTokenExpiring',
		type: 'boolean',
		default: true,
		description:
			"Whether authentik replaces the API token's key after the server's default token duration (30 minutes on a fresh install). The key that is output then stops working.",
	}),
	optionFor(['update', 'upsert'], attributesMode),
	optionFor(['createServiceAccount'], {
		displayName: 'Create API Token',
		name: 'createApiToken',
		type: 'boolean',
		default: false,
		description:
			"Whether to make an API token for the account too, as is done unless switched off. Needs a superuser's token.",
	}),
	optionFor(
		['getAll'],
		queryField('include_groups', boolean, {
			displayName: 'Include Groups',
			name: 'includeGroups',
			type: 'boolean',
			default: false,
			description: 'Whether to output the groups of each user with their names; faster without',
		}),
	),
	optionFor(
		['getAll'],
		releasedField(
			queryField('include_roles', boolean, {
				displayName: 'Include Roles',
				name: 'includeRoles',
				type: 'boolean',
				default: false,
				description: 'Whether to output the roles of each user with their names; faster without',
			}),
			userFacts.fields.include_roles,
		),
	),
	optionFor(
		['createRecoveryLink', 'sendRecoveryEmail'],
		releasedField(
			bodyField('token_duration', duration, {
				displayName: 'Link Duration',
				name: 'linkDuration',
				type: 'string',
				default: 'minutes=30',
				placeholder: 'e.g. hours=1',
				description: "How long the link works; the server's default token duration unless told",
			}),
			userFacts.fields.token_duration,
		),
	),
	optionFor(
		['getAll'],
		orderBy(
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
		),
	),
	...outputOptions.map((option) =>
		optionFor(['get', 'getAll', 'getGroups', 'getSessions'], option),
	),
	optionFor(['offboard'], {
		displayName: 'Preview',
		name: 'preview',
		type: 'boolean',
		default: true,
		description: 'Whether to only tell what would be done, without changing anything',
	}),
];
