import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { orderBy } from '../../parameters/collections';
import { modelName } from '../../rules/permissions';
import { text } from '../../rules/text';

/** The one object that permissions are about; without it, they apply to all. */
export const objectFields: Field[] = [
	bodyField('object_pk', text, {
		displayName: 'Object ID',
		name: 'objectPk',
		type: 'string',
		default: '',
		description:
			"ID of the object, to assign or remove the permissions on this object only. Enter authentik's primary key (pk), not a slug. Needs Object Model.",
	}),
	bodyField('model', modelName, {
		displayName: 'Object Model',
		name: 'objectModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. authentik_core.application',
		description: 'App and model of the object. Needs Object ID.',
	}),
];

export const roleOrder = orderBy(
	[
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
	],
	'name',
);
