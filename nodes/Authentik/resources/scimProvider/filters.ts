import type { INodeProperties } from 'n8n-workflow';

import { filterField } from '../../operation/fields';
import { released } from '../../operation/released';
import type { Field } from '../../operation/types';
import { groupLocator } from '../../parameters/locators';
import type { Parse } from '../../rules/rule';
import { uuid } from '../../rules/ids';
import { uuidList } from '../../rules/lists';
import { boolean } from '../../rules/scalars';
import { name, text } from '../../rules/text';
import { scimProviderFacts } from '../../shared/releases';

function filter(property: string, parse: Parse, parameter: INodeProperties): Field {
	return released(scimProviderFacts, filterField(property, parse, parameter));
}

/** What authentik can filter SCIM providers by; several filters must all hold. */
export const scimProviderFilters: Field[] = [
	filter('exclude_users_service_account', boolean, {
		displayName: 'Exclude Service Accounts',
		name: 'excludeUsersServiceAccount',
		type: 'boolean',
		default: true,
		description: 'Whether the provider leaves service accounts out',
	}),
	filter('filter_group', uuid, {
		...groupLocator,
		displayName: 'Filter Group',
		name: 'filterGroup',
		description: 'Providers with this filter group',
	}),
	filter('group_filters', uuidList, {
		displayName: 'Group Filter Names or IDs',
		name: 'groupFilters',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getGroups' },
		default: [],
		description:
			'Providers that provision one of these groups. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
	filter('name', name, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	filter('search', text, {
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		description: 'Part of the name or URL, in any letter case',
	}),
	filter('url', text, {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		description: 'The whole URL of the SCIM target, exactly as it is stored',
	}),
];
