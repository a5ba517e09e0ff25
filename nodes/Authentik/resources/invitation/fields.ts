import type { INodeProperties } from 'n8n-workflow';

import { bodyField, queryField } from '../../hooks/field';
import { enrollmentFlowLocator } from '../../parameters/accessLocators';
import { orderBy, searchFilter } from '../../parameters/collections';
import { optionFor } from '../../parameters/display';
import { outputOptions } from '../../parameters/output';
import { futureDateTime } from '../../rules/dates';
import { jsonObject } from '../../rules/json';
import { emailList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { slug, text } from '../../rules/text';

/** What a new invitation cannot do without. */
export const requiredInvitationFields: INodeProperties[] = [
	bodyField('name', slug, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. partner-ada',
		description: 'The name of the invitation: letters, digits, hyphens, underscores',
	}),
	bodyField('flow', slug, enrollmentFlowLocator),
	bodyField('expires', futureDateTime, {
		displayName: 'Expires',
		name: 'expires',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			'Until when the invitation works. Left to itself, authentik ends it after its default duration of tokens, which is 30 minutes on a fresh installation.',
	}),
];

/** What a new invitation may have beside. */
export const additionalInvitationFields: INodeProperties[] = [
	bodyField('fixed_data', jsonObject, {
		displayName: 'Fixed Data',
		name: 'fixedData',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"email": "ada@example.com"}',
		description:
			'What the flow is given in advance, as a JSON object: fields of its prompts and of the new user',
	}),
	bodyField('single_use', boolean, {
		displayName: 'Single Use',
		name: 'singleUse',
		type: 'boolean',
		default: true,
		description: 'Whether authentik deletes the invitation once somebody has used it',
	}),
];

/** To whom an invitation goes. */
export const emailAddresses: INodeProperties = bodyField('email_addresses', emailList, {
	displayName: 'Email Addresses',
	name: 'emailAddresses',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ada@example.com',
	description: 'Who gets the link. Several with commas between; each gets a message of their own.',
});

/** What authentik can filter invitations by; several filters must all hold. */
export const invitationFilters: INodeProperties[] = [
	queryField('created_by__username', text, {
		displayName: 'Created By',
		name: 'createdByUsername',
		type: 'string',
		default: '',
		description: 'The username of who made it',
	}),
	queryField('flow__slug', text, {
		displayName: 'Flow Slug',
		name: 'flowSlug',
		type: 'string',
		default: '',
		description: 'The slug of the enrollment flow',
	}),
	queryField('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	searchFilter('Part of the name, the creator, the expiry or the slug of the flow'),
];

function addresses(property: string, displayName: string, name: string): INodeProperties {
	return bodyField(property, emailList, {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. hr@example.com',
		description: 'Who gets a copy. Several with commas between.',
	});
}

/** The options of the operations on invitations. */
export const invitationOptions: INodeProperties[] = [
	optionFor(['sendEmail'], addresses('bcc_addresses', 'BCC Addresses', 'bccAddresses')),
	optionFor(['sendEmail'], addresses('cc_addresses', 'CC Addresses', 'ccAddresses')),
	optionFor(
		['getAll'],
		orderBy(
			[
				{ name: 'Expiry, First to Last', value: 'expires' },
				{ name: 'Expiry, Last to First', value: '-expires' },
				{ name: 'Name, A to Z', value: 'name' },
				{ name: 'Name, Z to A', value: '-name' },
			],
			'-expires',
		),
	),
	...outputOptions.map((option) => optionFor(['get', 'getAll'], option)),
	optionFor(
		['sendEmail'],
		bodyField('template', text, {
			displayName: 'Template',
			name: 'template',
			type: 'string',
			default: 'invitation',
			description: "The name of the template of the message, among those of authentik's server",
		}),
	),
];
