import { permissionsFor } from '../shared/permissions';
import { textList } from './lists';
import { NOTHING_SENT, Refusal } from './refusal';
import type { Parse } from './rule';
import { shown } from './rule';
import { text } from './text';

/** authentik's code name of a permission, with its app: `authentik_core.view_user`. */
const CODE_NAME = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/** The permissions of an operation of this node, such as `user.create`; none for any other text. */
function permissionsOfOperation(text: string): readonly string[] {
	const [resource, operation = ''] = text.split('.');
	return permissionsFor(resource, operation);
}

/** Permissions by their code names, and those that operations of this node need. At least one. */
export const permissionList: Parse<string[]> = (value, label) => {
	const codeNames = textList(value, label).flatMap((entry) => {
		const ofOperation = permissionsOfOperation(entry);
		if (ofOperation.length > 0) return ofOperation;
		if (CODE_NAME.test(entry)) return [entry];
		throw new Refusal(
			`'${label}' contains neither a permission nor an operation: ${shown(entry)}`,
			`${NOTHING_SENT} Enter code names with their app, such as authentik_core.view_user, or operations such as user.create.`,
		);
	});
	return [...new Set(codeNames)];
};

/** A kind of object as authentik's permissions name it, such as `authentik_core.application`. */
export const modelName: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	if (CODE_NAME.test(given)) return given;
	throw new Refusal(
		`'${label}' must be an app and a model, such as authentik_core.application, not ${shown(given)}`,
	);
};
