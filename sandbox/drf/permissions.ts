import type { Call } from '../core/call';
import type { Grant, UserRow } from '../core/state/models';
import { groupsOf } from '../core/state/parentage';
import type { State } from '../core/state/state';
import { forbidden } from './errors';

/** What can be done to an object of any kind. */
export type Verb = 'view' | 'add' | 'change' | 'delete';

/** `authentik_core.user` and `view` make `authentik_core.view_user`. */
export function permissionOf(model: string, verb: Verb): string {
	const [app, name] = model.split('.');
	return `${app}.${verb}_${name}`;
}

/** Whether one of the user's groups makes it a superuser, who may do everything. */
export function isSuperuser(state: State, user: UserRow): boolean {
	return groupsOf(state, user).some((group) => group.is_superuser);
}

/** Whether the caller has a right on all objects, or on the given one. */
export function isPermitted(call: Call, permission: string, pk?: string | number): boolean {
	const { user, authentik } = call;
	if (!user) return false;
	const { state } = authentik;
	if (isSuperuser(state, user)) return true;
	const holders = [user.pk, ...user.roles, ...groupsOf(state, user).flatMap(({ roles }) => roles)];
	return isGranted(state, holders, permission, pk);
}

/** Whether one of these users and roles has a right on all objects, or on the given one. */
export function isGranted(
	state: State,
	holders: Array<Grant['holder']>,
	permission: string,
	pk?: string | number,
): boolean {
	return state.grants.some(
		(row) =>
			row.permission === permission &&
			holders.includes(row.holder) &&
			(row.object === undefined || row.object === String(pk)),
	);
}

/** The rights of a user or role on single objects. */
export function grantedTo(holder: Grant['holder'], { grants }: State): Grant[] {
	return grants.filter((row) => row.holder === holder && row.object !== undefined);
}

/** Grants a right. An existing one stays. */
export function grant(state: State, wanted: Omit<Grant, 'pk'>): Grant {
	const { holder, permission, object } = wanted;
	const found = state.grants.find(
		(row) => row.holder === holder && row.permission === permission && row.object === object,
	);
	if (found) return found;
	const row = { ...wanted, pk: 1 + Math.max(0, ...state.grants.map(({ pk }) => pk)) };
	state.grants.push(row);
	return row;
}

/** Refuses the call unless its user has the right. */
export function demand(call: Call, permission: string, pk?: string | number): void {
	if (!isPermitted(call, permission, pk)) throw forbidden();
}

/**
 * The rows that the caller may see: all, or those it has a right on, or those it owns. No right at all is a refusal,
 * not an empty list.
 */
export function visible<Row extends { pk: string | number }>(
	rows: Row[],
	model: string,
	call: Call,
	owner?: (row: Row) => unknown,
): Row[] {
	const permission = permissionOf(model, 'view');
	if (isPermitted(call, permission)) return rows;
	if (owner) return rows.filter((row) => owner(row) === call.user?.pk);
	const own = rows.filter((row) => isPermitted(call, permission, row.pk));
	if (own.length === 0) throw forbidden();
	return own;
}
