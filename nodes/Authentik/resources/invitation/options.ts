import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { orderBy } from '../../parameters/collections';
import { emailList } from '../../rules/lists';
import { text } from '../../rules/text';

function addresses(property: string, displayName: string, name: string): Field {
	return bodyField(property, emailList, {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder: 'e.g. hr@example.com',
		description: 'Comma-separated email addresses to send a copy to',
	});
}

/** More recipients and the template of an email invitation. */
export const emailOptions = [
	addresses('bcc_addresses', 'BCC Addresses', 'bccAddresses'),
	addresses('cc_addresses', 'CC Addresses', 'ccAddresses'),
	bodyField('template', text, {
		displayName: 'Template',
		name: 'template',
		type: 'string',
		default: 'invitation',
		description: "Name of an email template on authentik's server",
	}),
];

export const invitationOrder = orderBy(
	[
		{ name: 'Expiry, Earliest First', value: 'expires' },
		{ name: 'Expiry, Latest First', value: '-expires' },
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'-expires',
);
