import { bodyField, nodeParameter, queryField } from '../../operation/fields';
import { GROUPS, listing, ROLES } from '../../operation/namesOrIds';
import { released } from '../../operation/released';
import type { Field } from '../../operation/types';
import { emailStageLocator } from '../../parameters/locators';
import { requiredUserLocator } from '../../parameters/paths';
import { futureDateTime } from '../../rules/dates';
import { integerKey, uuid } from '../../rules/ids';
import type { Parse } from '../../rules/rule';
import { namesOrUuids } from '../../rules/references';
import { boolean, inverted } from '../../rules/scalars';
import { choice, name, nameOrEmpty, text, textOrEmpty } from '../../rules/text';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import { userFacts } from '../../shared/releases';
import { attributesField } from '../common/attributes';
import { exactList } from '../common/exactMembership';

const TYPES = [
	{ name: 'External', value: 'external', description: 'A person outside the organization' },
	{ name: 'Internal', value: 'internal', description: 'A person in the organization' },
	{ name: 'Service Account', value: 'service_account', description: 'A machine or script' },
];

/** A type that can be set. authentik refuses the fourth, and every change of a user who has it. */
const settableType: Parse<string> = (value, label) => {
	if (value !== 'internal_service_account') return choice(TYPES)(value, label);
	throw new Refusal(
		`'${label}' can't be internal_service_account`,
		`${NOTHING_SENT} Choose another type. Only authentik creates such users, for its outposts.`,
	);
};

/** The name that a user signs in with. */
const username = bodyField('username', name, {
	displayName: 'Username',
	name: 'username',
	type: 'string',
	default: '',
	placeholder: 'e.g. ada',
	description: 'Unique name that the user signs in with',
});

/** The username for operations that require it. */
export const requiredUsername = { ...username, required: true };

const fullName = bodyField('name', textOrEmpty, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ada Lovelace',
	description: 'Full name. Leave empty to clear.',
});

const roles = listing(
	ROLES,
	released(
		userFacts,
		bodyField('roles', namesOrUuids, {
			displayName: 'Role Names or IDs',
			name: 'roles',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getRoles' },
			default: [],
			description:
				'Roles of the user. Replaces the current ones; an empty list removes all. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		}),
	),
);

const groups = listing(
	GROUPS,
	bodyField('groups', namesOrUuids, {
		displayName: 'Group Names or IDs',
		name: 'groups',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getGroups' },
		default: [],
		description:
			'Groups to add the user to. An existing user stays in other groups. An empty list adds none. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
);

/** All writable fields of a user, except the groups, which an update would replace by accident. */
export const userFields: Field[] = [
	bodyField('is_active', boolean, {
		displayName: 'Active',
		name: 'isActive',
		type: 'boolean',
		default: true,
		description: "Whether the user can sign in. Turning it off ends all of the user's sessions.",
	}),
	attributesField,
	bodyField('email', nameOrEmpty, {
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@example.com',
		description: 'Email address. It does not have to be unique. Leave empty to clear.',
	}),
	fullName,
	bodyField('path', name, {
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: 'users',
		placeholder: 'e.g. users/engineering',
		description: 'Folder of the user, without leading or trailing slashes',
	}),
	roles,
	bodyField('type', settableType, {
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: TYPES,
		default: 'internal',
		description: 'Type of user',
	}),
	username,
];

/** The optional fields of a service account, without its name. */
export const serviceAccountFields: Field[] = [
	bodyField('create_group', boolean, {
		displayName: 'Create Group',
		name: 'createGroup',
		type: 'boolean',
		default: true,
		description:
			'Whether to also create a group with the same name and add the account to it. Skipped if the credential lacks permission to add groups.',
	}),
	bodyField('expires', futureDateTime, {
		displayName: 'Expires',
		name: 'expires',
		type: 'dateTime',
		default: '',
		description: 'When the app password expires. Defaults to 360 days from now.',
	}),
	bodyField('expiring', inverted, {
		displayName: 'Never Expires',
		name: 'neverExpires',
		type: 'boolean',
		default: true,
		description: 'Whether the app password never expires',
	}),
];

/** The name of a new service account. */
export const accountName = bodyField('name', name, {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. backup-job',
	description: 'Unique username of the account',
});

/** A new password. */
export const password = bodyField('password', text, {
	displayName: 'Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	description: 'New password. authentik does not check it against password policies.',
});

/** The optional fields of a new user, without the username. */
export const additionalUserFields = [...userFields.filter((field) => field !== username), groups];

/** The password of a new user, which needs its own request. */
export const initialPassword = nodeParameter('additionalFields.password', text, {
	displayName: 'Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'Initial password. authentik does not check it against password policies.',
});

export const emailStage = bodyField('email_stage', uuid, emailStageLocator);

const GROUP_LIST = {
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getGroups' },
} as const;

export const exactGroups = exactList(
	{ kind: GROUPS, title: 'name', rule: namesOrUuids },
	{
		wanted: {
			...GROUP_LIST,
			default: [],
			displayName: 'Group Names or IDs',
			name: 'groups',
			required: true,
			description:
				'The only groups that the user stays or becomes a direct member of. An empty list, [], removes the user from all groups. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		onlyAmong: {
			...GROUP_LIST,
			default: [],
			displayName: 'Limit to Names or IDs',
			name: 'onlyAmong',
			description:
				'Groups that the user may be added to or removed from. Membership in all other groups stays the same. Also accepts names. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		onlyAmongPrefix: {
			displayName: 'Limit to Prefix',
			name: 'onlyAmongPrefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. team-',
			description:
				'Beginning of the names of groups that the user may be added to or removed from, case-sensitive. Membership in other groups stays the same, except in those of Limit to Names or IDs.',
		},
	},
);

/** The user whose groups to list. */
export const memberInQuery = queryField('members_by_pk', integerKey, requiredUserLocator);
