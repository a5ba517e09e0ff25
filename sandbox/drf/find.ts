import type { Call } from '../core/call';
import { detail, noMatch } from './errors';
import { filtered, searched } from './filters';
import { TEXTS } from './messages';
import { demand, permissionOf, visible, type Verb } from './permissions';
import type { Viewset } from './viewset';

/** The requested rows that the caller may see. */
export function foundRows<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	call: Call,
): Row[] {
	const { filters = {}, search = [] } = viewset;
	const rows = viewset.isListedToAll ? reachable(viewset, call) : seen(viewset, call);
	return searched(filtered(rows, filters, call), search, call);
}

/** The addressed row, if the caller may see it and do `verb` to it. */
export function findRow<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	call: Call,
	verb?: Verb,
	isUnfiltered = false,
): Row {
	const rows = isUnfiltered ? reachable(viewset, call) : seen(viewset, call);
	const key = viewset.lookup(call.params.pk);
	if (key === undefined) throw detail(404, TEXTS.notFound);
	const column: keyof Row = viewset.lookupColumn ?? 'pk';
	const row = rows.find((one) => one[column] === key);
	if (!row) throw noMatch(viewset.noun);
	const isOwn = viewset.owner !== undefined && viewset.owner(row) === call.user?.pk;
	if (verb && !isOwn) demand(call, permissionOf(viewset.model, verb), row.pk);
	return row;
}

function seen<Row extends { pk: string | number }>(viewset: Viewset<Row>, call: Call): Row[] {
	return visible(reachable(viewset, call), viewset.model, call, viewset.owner);
}

function reachable<Row extends { pk: string | number }>(
	{ rows, isReachable }: Viewset<Row>,
	call: Call,
): Row[] {
	const all = rows(call.authentik.state);
	return isReachable ? all.filter((row) => isReachable(row, call)) : all;
}
