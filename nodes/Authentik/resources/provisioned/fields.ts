import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { scimProviderLocator } from '../../parameters/locators';
import { integerKey } from '../../rules/ids';
import { text } from '../../rules/text';
import type { Provisioned } from './kinds';

/** The fields of a link; all of them are required. */
export function linkFields({ noun, object, objectId }: Provisioned): Field[] {
	return [
		bodyField('provider', integerKey, scimProviderLocator),
		bodyField(noun, objectId, { ...object, required: true }),
		bodyField('scim_id', text, {
			displayName: 'Remote ID',
			name: 'remoteId',
			type: 'string',
			default: '',
			required: true,
			description: 'ID of the object at the SCIM target',
		}),
	];
}
