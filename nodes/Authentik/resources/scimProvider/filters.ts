import { filterField } from '../../operation/fields';
import { GROUPS, listing } from '../../operation/namesOrIds';
import { knownBy } from '../../operation/released';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import { groupLocator } from '../../parameters/locators';
import { uuid } from '../../rules/ids';
import { namesOrUuids } from '../../rules/references';
import { boolean } from '../../rules/scalars';
import { name, text } from '../../rules/text';
import { scimProviderFacts } from '../../shared/releases';

const filter = knownBy(scimProviderFacts, filterField);

/** The filters that authentik has for SCIM providers. All of them must match. */
export const scimProviderFilters: Field[] = [
	filter('exclude_users_service_account', boolean, {
		displayName: 'Exclude Service Accounts',
		name: 'excludeUsersServiceAccount',
		type: 'boolean',
		default: true,
		description:
			'Whether to return providers that exclude service accounts. When off, returns those that include them.',
	}),
	filter('filter_group', uuid, {
		...groupLocator,
		displayName: 'Filter Group',
		name: 'filterGroup',
		description: 'Providers with this filter group',
	}),
	listing(
		GROUPS,
		filter('group_filters', namesOrUuids, {
			displayName: 'Group Names or IDs',
			name: 'groupFilters',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getGroups' },
			default: [],
			description:
				'Providers with any of these groups among their group filters. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	nameFilter(name),
	searchFilter('Part of the name or URL, case-insensitive'),
	filter('url', text, {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		description: 'Exact URL of the SCIM target, as stored in authentik',
	}),
];
