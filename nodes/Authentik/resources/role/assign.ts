import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import type { Execute, Send, Step } from '../../operation/types';
import { textList } from '../../rules/lists';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import type { Page, Permission } from '../../shared/apiTypes';
import type { RequestData } from '../../transport/exchangeItem';
import { hasStatus } from '../../transport/failure';
import { request } from '../../transport/request';
import { settled } from '../../transport/settled';
import { permissionNames } from './fields';

/** The body of both requests: permissions on one object, or on all if none is named. */
interface Change {
	permissions: string[];
	model?: string;
	object_pk?: string;
}

/** An incomplete object counts as none: the permissions would apply to all objects. */
export const refuseHalfObject: Step = ({ body }) => {
	const { model, object_pk } = body as IDataObject;
	if ((model === undefined) === (object_pk === undefined)) return;
	throw new Refusal(
		`'Object Model' and 'Object ID' must be used together: '${model === undefined ? 'Object Model' : 'Object ID'}' is missing`,
		`${NOTHING_SENT} For permissions on one object, add both. For permissions on all objects, remove both.`,
	);
};

/**
 * Changes the permissions of a role. One that it already has, or does not have, is not an error.
 * @param done the name of the changed permissions in the output
 */
export function changePermissions(done: 'assigned' | 'unassigned'): Execute {
	return async (context, requestData, send) => {
		const leftOut = await sendKnown(context, requestData, send);
		const { permissions, ...object } = requestData.options.body as Change;
		const json = { [done]: permissions, ...object };
		return [{ json: leftOut.length > 0 ? { ...json, left_out: leftOut } : json }];
	};
}

/**
 * Sends the change. authentik crashes on a permission that it does not have. Those that come only from operations of
 * this node, which need them in other releases or on other objects, are then omitted.
 * @returns the omitted permissions
 * @throws Refusal that names the permissions that the user requested and authentik does not have
 */
async function sendKnown(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	send: Send,
): Promise<string[]> {
	const outcome = await settled(send(requestData));
	if (outcome.status === 'fulfilled') return [];
	if (!hasStatus(outcome.reason, 405)) throw outcome.reason;

	const change = requestData.options.body as Change;
	const wanted = change.permissions;
	const isThere = await Promise.all(
		wanted.map(async (permission) => await isKnown(context, permission, change.model)),
	);
	const unknown = wanted.filter((_permission, index) => !isThere[index]);
	if (unknown.length === 0) throw outcome.reason;
	const typed = textList(context.getNodeParameter('permissions'), permissionNames.displayName);
	const missing = unknown.length === wanted.length ? unknown : unknown.filter(isIn(typed));
	if (missing.length > 0) {
		const on = change.model === undefined ? '' : ` on ${change.model}`;
		throw new Refusal(
			`This release of authentik does not have the permission ${missing.join(', ')}${on}`,
			"Nothing was changed in authentik. Check the spelling: the list of Permission Names or IDs contains the server's permissions.",
		);
	}
	change.permissions = wanted.filter((permission) => !unknown.includes(permission));
	await send(requestData);
	return unknown;
}

const isIn = (list: string[]) => (text: string) => list.includes(text);

/** Whether authentik has a permission, on objects of a model if one is given. Every token may check this. */
async function isKnown(
	context: IExecutePaginationFunctions,
	permission: string,
	model?: string,
): Promise<boolean> {
	const [app, codename] = permission.split('.');
	const { results } = await request<Page<Permission>>(
		context,
		{ url: '/rbac/permissions/', qs: { codename, page_size: 100 } },
		{ permissions: [] },
	);
	return results.some(
		(row) =>
			row.app_label === app &&
			row.codename === codename &&
			(model === undefined || `${app}.${row.model}` === model),
	);
}
