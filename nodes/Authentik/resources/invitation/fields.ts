import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { enrollmentFlowLocator } from '../../parameters/locators';
import { futureDateTime } from '../../rules/dates';
import { uuid } from '../../rules/ids';
import { jsonObject } from '../../rules/json';
import { emailList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { slug } from '../../rules/text';

/** The required fields of a new invitation. */
export const requiredInvitationFields: Field[] = [
	bodyField('name', slug, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'Name in authentik',
		required: true,
	}),
	bodyField('flow', uuid, enrollmentFlowLocator),
	bodyField('expires', futureDateTime, {
		displayName: 'Expires',
		name: 'expires',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'When the invitation expires',
	}),
];

/** The optional fields of a new invitation. */
export const additionalInvitationFields: Field[] = [
	bodyField('fixed_data', jsonObject, {
		displayName: 'Fixed Data',
		name: 'fixedData',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"email": "ada@example.com"}',
		description:
			'Values to prefill in the flow, as a JSON object: fields of its prompts and of the new user',
	}),
	bodyField('single_use', boolean, {
		displayName: 'Single Use',
		name: 'singleUse',
		type: 'boolean',
		default: true,
		description: 'Whether authentik deletes the invitation after its first use',
	}),
];

/** The recipients of an invitation. */
export const emailAddresses = bodyField('email_addresses', emailList, {
	displayName: 'Email Addresses',
	name: 'emailAddresses',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ada@example.com',
	description: 'Comma-separated email addresses to send the link to. Each gets a separate message.',
});
