import type { INodeProperties } from 'n8n-workflow';

import { queryField } from '../../hooks/field';
import {
	additionalFields,
	filters,
	furtherOptions,
	orderBy,
	searchFilter,
	updateFields,
} from '../../parameters/collections';
import { operationsOf, optionFor, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { anyGroupLocator, anyUserLocator, userLocator } from '../../parameters/locators';
import { outputOptions } from '../../parameters/output';
import { integerId } from '../../rules/ids';
import { jsonObjectText } from '../../rules/json';
import { textList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { text } from '../../rules/text';
import { attributesMode } from '../common/attributes';
import { additionalGroupFields, groupFields, groupName } from './fields';
import { groupOperations } from './operations';

const of = shownFor('group');

const groupFilters: INodeProperties[] = [
	queryField('attributes', jsonObjectText, {
		displayName: 'Attributes',
		name: 'attributes',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"department": "Sales"}',
		description:
			'Custom attributes that must be the same, as a JSON object; two underscores reach into an object (address__city)',
	}),
	queryField('members_by_pk', integerId, {
		...userLocator,
		displayName: 'Member',
		name: 'membersByPk',
		description: 'Groups with this direct member',
	}),
	queryField('members_by_username', textList, {
		displayName: 'Members By Username',
		name: 'membersByUsername',
		type: 'string',
		default: '',
		description: 'Groups with one of these direct members, by their usernames, with commas between',
	}),
	queryField('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	searchFilter('Part of the name, in any letter case'),
	queryField('is_superuser', boolean, {
		displayName: 'Superuser',
		name: 'isSuperuser',
		type: 'boolean',
		default: true,
		description: 'Whether the groups make their members superusers',
	}),
];

const options: INodeProperties[] = [
	optionFor(['update', 'upsert'], attributesMode),
	optionFor(
		['get', 'getAll'],
		queryField('include_users', boolean, {
			displayName: 'Include Members',
			name: 'includeUsers',
			type: 'boolean',
			default: true,
			description: 'Whether to output the members with their names; slow for large groups',
		}),
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
	...outputOptions.map((option) => optionFor(['get', 'getAll', 'getMembers'], option)),
];

/** The parameters of the resource Group, in the order of the editor. */
export const group: INodeProperties[] = [
	operationsOf('group', 'getAll', groupOperations),
	...of(['addUser', 'delete', 'get', 'getMembers', 'removeUser', 'update'], anyGroupLocator),
	...of(['addUser', 'removeUser'], anyUserLocator),
	...of(['create', 'upsert'], { ...groupName, required: true }),
	...of(['create', 'upsert'], additionalFields(additionalGroupFields)),
	...of(['update'], updateFields(groupFields)),
	...of(['getAll', 'getMembers'], returnAll, limit),
	...of(['getAll'], filters(groupFilters)),
	...of(['get', 'getAll', 'getMembers', 'update', 'upsert'], furtherOptions(options)),
];
