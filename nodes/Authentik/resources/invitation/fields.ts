import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { enrollmentFlowLocator } from '../../parameters/accessLocators';
import { futureDateTime } from '../../rules/dates';
import { jsonObject } from '../../rules/json';
import { emailList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { slug } from '../../rules/text';

/** What a new invitation cannot do without. */
export const requiredInvitationFields: Field[] = [
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
export const additionalInvitationFields: Field[] = [
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
export const emailAddresses = bodyField('email_addresses', emailList, {
	displayName: 'Email Addresses',
	name: 'emailAddresses',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ada@example.com',
	description: 'Who gets the link. Several with commas between; each gets a message of their own.',
});
