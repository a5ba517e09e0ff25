import { bodyField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { name, text } from '../../rules/text';

/** The name of a mapping. */
export const mappingName = bodyField('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'Name in authentik',
});

/** The expression that a mapping evaluates. */
export const expression = bodyField('expression', text, {
	displayName: 'Expression',
	name: 'expression',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	placeholder: 'e.g. return {"userName": request.user.username}',
	description: 'Python expression that returns the attributes of the SCIM object',
});

/** The required fields of a new mapping. */
export const requiredMappingFields = [mappingName, expression].map(
	(field): Field => ({ ...field, required: true }),
);
