import type { INodeProperties } from 'n8n-workflow';

import { bodyField, queryField } from '../../hooks/field';
import {
	filters,
	furtherOptions,
	orderBy,
	searchFilter,
	updateFields,
} from '../../parameters/collections';
import { operationsOf, optionFor, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { groupLocator, scimMappingLocator, userLocator } from '../../parameters/locators';
import { outputOptions } from '../../parameters/output';
import { integerIdOrNone, uuidOrNone } from '../../rules/ids';
import { jsonObject } from '../../rules/json';
import { text } from '../../rules/text';
import { scimMappingOperations } from './operations';

const of = shownFor('scimMapping');

const name = bodyField('name', text, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'How it is called in authentik; no other of its kind may have the name',
});

const expression = bodyField('expression', text, {
	displayName: 'Expression',
	name: 'expression',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	placeholder: 'e.g. return {"userName": request.user.username}',
	description: 'A Python expression that returns what goes into the SCIM object',
});

const mappingFilters: INodeProperties[] = [
	queryField('managed__isnull', text, {
		displayName: 'Managed',
		name: 'managed',
		type: 'options',
		options: [
			{ name: 'Built-In', value: 'false', description: 'Mappings that come with authentik' },
			{ name: 'Own', value: 'true' },
		],
		default: 'true',
		description: 'Whose mappings to list',
	}),
	queryField('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	searchFilter('Part of the name, in any letter case'),
];

const options: INodeProperties[] = [
	optionFor(
		['test'],
		bodyField('context', jsonObject, {
			displayName: 'Context',
			name: 'context',
			type: 'json',
			default: '{}',
			description: 'Further variables for the expression, as a JSON object',
		}),
	),
	optionFor(['update'], {
		displayName: 'Copy If Managed',
		name: 'copyIfManaged',
		type: 'boolean',
		default: true,
		description:
			'Whether to make a copy with the changes when the mapping comes with authentik, whose blueprints would undo them',
	}),
	optionFor(
		['test'],
		bodyField('group', uuidOrNone, { ...groupLocator, description: 'The group to evaluate for' }),
	),
	optionFor(
		['getAll'],
		orderBy(
			[
				{ name: 'Name, A to Z', value: 'name' },
				{ name: 'Name, Z to A', value: '-name' },
			],
			'name',
		),
	),
	...outputOptions.map((option) => optionFor(['get', 'getAll'], option)),
	optionFor(
		['test'],
		bodyField('user', integerIdOrNone, { ...userLocator, description: 'The user to evaluate for' }),
	),
];

/** The parameters of the resource SCIM Mapping, in the order of the editor. */
export const scimMapping: INodeProperties[] = [
	operationsOf('scimMapping', 'getAll', scimMappingOperations),
	...of(['delete', 'get', 'test', 'update'], scimMappingLocator),
	...of(['create'], { ...name, required: true }, { ...expression, required: true }),
	...of(['update'], updateFields([expression, name])),
	...of(['getAll'], returnAll, limit, filters(mappingFilters)),
	...of(['get', 'getAll', 'test', 'update'], furtherOptions(options)),
];
