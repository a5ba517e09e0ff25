import { filterField } from '../../operation/fields';
import { GROUPS, listing, ROLES } from '../../operation/namesOrIds';
import { knownBy } from '../../operation/released';
import type { Field } from '../../operation/types';
import { searchFilter } from '../../parameters/collections';
import { dateTime } from '../../rules/dates';
import type { Parse } from '../../rules/rule';
import { uuid } from '../../rules/ids';
import { choices, nameList } from '../../rules/lists';
import { namesOrUuids } from '../../rules/references';
import { boolean } from '../../rules/scalars';
import { name, text } from '../../rules/text';
import { userFacts } from '../../shared/releases';
import { attributesFilter } from '../common/attributes';

const filter = knownBy(userFacts, filterField);

function moment(property: string, displayName: string, name: string, description: string): Field {
	return filter(property, dateTime, {
		displayName,
		name,
		type: 'dateTime',
		default: '',
		description,
	});
}

function exact(
	property: string,
	displayName: string,
	description: string,
	parse: Parse<string> = text,
): Field {
	return filter(property, parse, {
		displayName,
		name: property,
		type: 'string',
		default: '',
		description,
	});
}

const EVERY_TYPE = [
	{ name: 'External', value: 'external' },
	{ name: 'Internal', value: 'internal' },
	{ name: 'Internal Service Account', value: 'internal_service_account' },
	{ name: 'Service Account', value: 'service_account' },
];

/** The filters that authentik has for users. All of them must match. */
export const userFilters: Field[] = [
	filter('is_active', boolean, {
		displayName: 'Active',
		name: 'isActive',
		type: 'boolean',
		default: true,
		description: 'Whether to return active users. When off, returns inactive users.',
	}),
	attributesFilter,
	exact('email', 'Email', 'Exact email address, case-sensitive', name),
	listing(
		GROUPS,
		filter('groups_by_pk', namesOrUuids, {
			displayName: 'Group Names or IDs',
			name: 'groupsByPk',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getGroups' },
			default: [],
			description:
				'Direct members of any of these groups. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	filter('groups_by_name', nameList, {
		displayName: 'Groups By Name',
		name: 'groupsByName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Engineering,Sales',
		description: 'Direct members of any of these groups. Comma-separated exact group names.',
	}),
	moment('date_joined__gt', 'Joined After', 'dateJoinedGt', 'Users created after this time'),
	moment('date_joined__lt', 'Joined Before', 'dateJoinedLt', 'Users created before this time'),
	moment(
		'last_login__gt',
		'Last Login After',
		'lastLoginGt',
		'Users whose last sign-in was after this time',
	),
	moment(
		'last_login__lt',
		'Last Login Before',
		'lastLoginLt',
		'Users whose last sign-in was before this time',
	),
	moment(
		'last_updated__gt',
		'Last Updated After',
		'lastUpdatedGt',
		'Users last updated after this time',
	),
	moment(
		'last_updated__lt',
		'Last Updated Before',
		'lastUpdatedLt',
		'Users last updated before this time',
	),
	exact('name', 'Name', 'Exact full name, case-sensitive'),
	filter('last_login__isnull', boolean, {
		displayName: 'Never Signed In',
		name: 'lastLoginIsnull',
		type: 'boolean',
		default: true,
		description:
			'Whether to return users who have never signed in. When off, returns those who have.',
	}),
	exact('path', 'Path', 'Exact path', name),
	filter('path_startswith', name, {
		displayName: 'Path Starts With',
		name: 'pathStartswith',
		type: 'string',
		default: '',
		placeholder: 'e.g. users/engineering',
		description: 'Start of the path. Includes all paths below it.',
	}),
	listing(
		ROLES,
		filter('roles_by_pk', namesOrUuids, {
			displayName: 'Role Names or IDs',
			name: 'rolesByPk',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getRoles' },
			default: [],
			description:
				'Users with any of these roles. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
	filter('roles_by_name', nameList, {
		displayName: 'Roles By Name',
		name: 'rolesByName',
		type: 'string',
		default: '',
		description: 'Users with any of these roles. Comma-separated exact role names.',
	}),
	searchFilter('Part of the username, name, email address or UUID, case-insensitive'),
	filter('is_superuser', boolean, {
		displayName: 'Superuser',
		name: 'isSuperuser',
		type: 'boolean',
		default: true,
		description: 'Whether to return superusers. When off, returns all other users.',
	}),
	filter('type', choices(EVERY_TYPE), {
		displayName: 'Type',
		name: 'type',
		type: 'multiOptions',
		options: EVERY_TYPE,
		default: [],
		description: 'Users of any of these types',
	}),
	exact('username', 'Username', 'Exact username, case-sensitive', name),
	filter('uuid', uuid, {
		displayName: 'UUID',
		name: 'uuid',
		type: 'string',
		default: '',
		description: "The user's UUID, not the numeric ID",
	}),
];
