import { bodyField } from '../../operation/fields';
import { name, text } from '../../rules/text';

/** The name of a mapping. */
export const mappingName = bodyField('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'How it is called in authentik; no other of its kind may have the name',
});

/** What a mapping evaluates. */
export const expression = bodyField('expression', text, {
	displayName: 'Expression',
	name: 'expression',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	placeholder: 'e.g. return {"userName": request.user.username}',
	description: 'A Python expression that returns what goes into the SCIM object',
});
