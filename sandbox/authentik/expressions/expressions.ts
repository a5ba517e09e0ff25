import type { Authentik } from '../../core/call';
import type {
	Dictionary,
	GroupRow,
	MappingRow,
	ScimProviderRow,
	UserRow,
} from '../../core/state/models';
import { groupsOf, ownGroups } from '../../core/state/parentage';
import type { State } from '../../core/state/state';
import { isSuperuser } from '../../drf/permissions';
import { complaintAbout, evaluate, SKIP_OBJECT, type PythonObject } from '../../python/run';
import { avatarOf, uidOf } from './identity';

/** The input of a mapping test. */
export interface Trial {
	user?: UserRow;
	group?: GroupRow;
	context: Dictionary;
	isFormatted: boolean;
}

/** The syntax error of an expression that is not valid Python; undefined if there is none. */
export function syntaxComplaint(expression: string, fileName: string): string | undefined {
	const complaint = complaintAbout(expression, fileName);
	return complaint === undefined ? undefined : `Expression Syntax Error: ${complaint}`;
}

/** Runs a mapping: its result as JSON, or the traceback of its exception. */
export function tryMapping(mapping: MappingRow, trial: Trial, { state }: Authentik) {
	const { user, group, context, isFormatted } = trial;
	const variables = {
		...context,
		request: requestObject(user, state, context),
		user: user ? userObject(user, state) : null,
		...(group ? { group: groupObject(group, state) } : {}),
	};
	const form = { sanitized: true, indent: isFormatted ? 4 : undefined };
	const outcome = evaluate(mapping.expression, variables, mapping.name, form);
	if ('json' in outcome) return { result: outcome.json, successful: true };
	const { traceback: result } = 'raised' in outcome ? outcome : SKIP_OBJECT;
	return { result, successful: false };
}

/** `request` as mappings see it: who it is about, and what was passed along. */
export function requestObject(
	user: UserRow | undefined,
	state: State,
	context: Dictionary = {},
): PythonObject {
	const about = user ? userObject(user, state) : NOBODY;
	return { $kind: 'PolicyRequest', user: about, context, http_request: null, obj: null };
}

/** A user as expressions see it. */
export function userObject(user: UserRow, state: State): PythonObject {
	return {
		$kind: 'User',
		...user,
		id: user.pk,
		is_superuser: isSuperuser(state, user),
		uid: uidOf(user),
		avatar: avatarOf(user),
		groups: ownGroups(state, user).map(bareGroup),
		all_groups: groupsOf(state, user).map(bareGroup),
	};
}

/** A group as expressions see it, with its members. */
export function groupObject(group: GroupRow, state: State): PythonObject {
	const members = group.users.flatMap((pk) => {
		const user = state.users.get(pk);
		return user ? [{ ...userObject(user, state), groups: [], all_groups: [] }] : [];
	});
	return { ...bareGroup(group), users: members };
}

/** A SCIM provider as expressions see it. */
export function providerObject({ pk, name, url, dry_run }: ScimProviderRow): PythonObject {
	return { $kind: 'SCIM Provider', pk, id: pk, name, url, dry_run };
}

function bareGroup({ pk, name, is_superuser, attributes, num_pk }: GroupRow): PythonObject {
	return { $kind: 'Group', pk, group_uuid: pk, name, is_superuser, attributes, num_pk };
}

/** A user without any data yet. */
const NOBODY: PythonObject = {
	$kind: 'User',
	pk: null,
	id: null,
	username: '',
	name: '',
	email: '',
	is_active: true,
	is_superuser: false,
	attributes: {},
	path: 'users',
	type: 'internal',
	uuid: '',
	uid: '',
	avatar: '',
	last_login: null,
	date_joined: null,
};
