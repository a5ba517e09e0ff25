import type { Call } from '../call';
import { groupsOf, isSuperuser } from '../drf/permissions';
import type { Dictionary, GroupRow, MappingRow, UserRow } from '../models';
import { PythonException, PythonObject, runPython } from '../python/evaluate';
import { dumps } from '../python/json';
import { NotUnderstood, PythonSyntaxError } from '../python/lexer';
import { parsePython } from '../python/syntax';
import { avatarOf, uidOf } from './identity';

/** What a mapping is tried with. */
export interface Trial {
	user?: UserRow;
	group?: GroupRow;
	context: Dictionary;
	isFormatted: boolean;
}

/** The complaint about an expression that is no Python; undefined if there is none. */
export function syntaxComplaint(expression: string, fileName: string): string | undefined {
	try {
		parsePython(expression);
		return undefined;
	} catch (error) {
		// What the sandbox does not understand may well be right.
		if (!(error instanceof PythonSyntaxError)) return undefined;
		// authentik wraps the expression into a function, whose head is the first line.
		const place = `(${fileName}, line ${error.line + 1})`;
		return `Expression Syntax Error: ${error.message} ${place}`;
	}
}

/** Runs a mapping: what it returns as JSON, or the traceback of what it raised. */
export function tryMapping(mapping: MappingRow, trial: Trial, call: Call) {
	const { user, group, context } = trial;
	const person = userObject(user, call);
	const request = new PythonObject('PolicyRequest', { user: person, context, http_request: null });
	const variables = {
		...context,
		request,
		user: user ? person : null,
		...(group ? { group: groupObject(group) } : {}),
	};
	try {
		const value = runPython(parsePython(mapping.expression), variables);
		const result = dumps(value, trial.isFormatted ? 4 : undefined);
		return { result, successful: true };
	} catch (error) {
		return { result: traceback(error, mapping.name), successful: false };
	}
}

function traceback(error: unknown, fileName: string): string {
	const raised =
		error instanceof PythonException
			? error
			: new PythonException('NotImplementedError', unsupported(error), 0);
	return [
		'Traceback (most recent call last):',
		`  File "${fileName}", line ${raised.line + 1}, in handler`,
		`builtins.${raised.type}: ${raised.message}`,
	].join('\n');
}

function unsupported(error: unknown): string {
	const what = error instanceof NotUnderstood ? error.message : String(error);
	return `the sandbox does not run this Python: ${what}`;
}

/** A user as expressions see it; without one, a user that has nothing. */
function userObject(user: UserRow | undefined, call: Call): PythonObject {
	const { state } = call.authentik;
	const {
		pk = null,
		username = '',
		name = '',
		email = '',
		is_active = true,
		attributes = {},
		path = 'users',
		type = 'internal',
		uuid = '',
	} = user ?? {};
	const groups = user ? groupsOf(state, user).map(groupObject) : [];
	return new PythonObject('User', {
		pk,
		username,
		name,
		email,
		is_active,
		is_superuser: user ? isSuperuser(state, user) : false,
		attributes,
		path,
		type,
		uuid,
		uid: user ? uidOf(user) : '',
		avatar: user ? avatarOf(user) : '',
		locale: () => '',
		group_attributes: () => attributes,
		all_groups: () => groups,
	});
}

function groupObject({ pk, name, is_superuser, attributes, num_pk }: GroupRow): PythonObject {
	return new PythonObject('Group', { pk, name, is_superuser, attributes, num_pk });
}
