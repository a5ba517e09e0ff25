import type { Answer, Call } from '../call';
import { detail, noMatch } from '../protocol/errors';
import { TEXTS } from '../protocol/messages';
import { extrasOf, pageOf } from '../protocol/pages';
import type { When } from '../releases';
import type { State } from '../state';
import { filtered, ordered, searched, type Filter } from './filters';
import { demand, permissionOf, visible, type Verb } from './permissions';
import { readUuid } from './relations';
import type { Serializer } from './serializer';
import type { Form, Method, View } from './view';

/** How rows are addressed: what the last part of the path stands for. undefined: no such key. */
export type Lookup = (key: string) => string | number | undefined;

export const byInteger: Lookup = (key) => (/^\s*[-+]?\d+\s*$/.test(key) ? Number(key) : undefined);
export const byUuid: Lookup = readUuid;
export const byText: Lookup = (key) => key;

/** What one of a viewset's rows uses or is used by; `action` is what deleting it does to the other. */
export interface UsedBy {
	app: string;
	model_name: string;
	pk: string;
	name: string;
	action: 'cascade' | 'cascade_many' | 'set_null' | 'set_default' | 'left_dangling';
}

/** An address below a row's own, with the right it needs there. */
export interface Action<Row> {
	path: string;
	method: Method;
	/** A right beyond seeing the row. */
	permission?: string;
	run(row: Row, call: Call): Answer | Promise<Answer>;
}

/** All addresses of one kind of object, as in Django REST Framework. */
export interface Viewset<Row extends { pk: string | number }> {
	path: string;
	/** Title and description of its OPTIONS answers. */
	title: string;
	description: string;
	/** `app.model`, for the rights. */
	model: string;
	/** How Django calls one of its rows that is not there. */
	noun: string;
	when?: When;
	needsPython?: boolean;
	lookup: Lookup;
	/** The column of the key in the path; `pk` unless told. */
	lookupColumn?: keyof Row & string;
	rows(state: State): Row[];
	serializer: Serializer<Row>;
	/** Who owns a row: sees it without any right. */
	owner?(row: Row): unknown;
	/** The list is not a matter of rights; `isListed` hides what it must after paging. */
	isListedToAll?: boolean;
	isListed?(row: Row, call: Call): boolean;
	filters?: Readonly<Record<string, Filter<Row>>>;
	search?: string[];
	ordering?: string[];
	/** Who may create rows; whoever has the right to add one, unless told. */
	mayCreate?(call: Call): boolean;
	create?(values: Partial<Row>, call: Call): Row;
	/** Takes the values over; `undefined` if rows cannot be changed. */
	update?(row: Row, values: Partial<Row>, call: Call): void;
	destroy?(row: Row, call: Call): void;
	/** Checks of all values together, before they are taken over. */
	validate?(values: Partial<Row>, call: Call, row?: Row): void;
	usedBy?(row: Row, call: Call): UsedBy[];
	actions?: Array<Action<Row>>;
}

/** The addresses of a viewset. */
export function viewsOf<Row extends { pk: string | number }>(viewset: Viewset<Row>): View[] {
	const { path, title, description, when, needsPython } = viewset;
	const facts = { description, when, needsPython };
	const own = `${path}:pk/`;
	const views: View[] = [
		{ path, title: `${title} List`, ...facts, ...listOf(viewset) },
		{ path: own, title: `${title} Instance`, ...facts, ...instanceOf(viewset) },
	];
	const { usedBy } = viewset;
	if (usedBy) {
		const run = (row: Row, call: Call) => ({ status: 200, body: usedBy(row, call) });
		views.push(actionView(viewset, { path: 'used_by/', method: 'GET', run }));
	}
	return [...views, ...(viewset.actions ?? []).map((action) => actionView(viewset, action))];
}

type Addressed = Pick<View, 'handlers' | 'forms'>;

function listOf<Row extends { pk: string | number }>(viewset: Viewset<Row>): Addressed {
	const { create, serializer } = viewset;
	const GET = (call: Call) => listAnswer(viewset, call);
	if (!create) return { handlers: { GET } };
	const form = formOf(serializer, (call) => {
		if (!viewset.mayCreate?.(call)) demand(call, permissionOf(viewset.model, 'add'));
	});
	const POST = (call: Call) => {
		form.demand(call);
		const values = serializer.read(call.body(), call, 'create');
		viewset.validate?.(values, call);
		const row = create({ ...serializer.defaults(), ...values }, call);
		return { status: 201, body: serializer.show(row, call) };
	};
	return { handlers: { GET, POST }, forms: { POST: form } };
}

/** One page of rows after filters, order and search. */
function listAnswer<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	call: Call,
): Answer {
	const { serializer, filters = {}, search = [], ordering = ['pk'] } = viewset;
	const rows = viewset.isListedToAll ? viewset.rows(call.authentik.state) : seen(viewset, call);
	const found = searched(filtered(rows, filters, call), search, call);
	const keep = (row: Row) => viewset.isListed?.(row, call) ?? true;
	const page = pageOf(ordered(found, serializer.columnsOf(call), ordering, call), call);
	const results = page.rows.filter(keep).map((row) => serializer.show(row, call));
	return { status: 200, body: { pagination: page.pagination, results, ...extrasOf(call) } };
}

function instanceOf<Row extends { pk: string | number }>(viewset: Viewset<Row>): Addressed {
	const { serializer, update, destroy } = viewset;
	const find = (call: Call, verb?: Verb) => findRow(viewset, call, verb);
	const handlers: View['handlers'] = {
		GET: (call) => ({ status: 200, body: serializer.show(find(call), call) }),
	};
	if (destroy) {
		handlers.DELETE = (call) => {
			destroy(find(call, 'delete'), call);
			return { status: 204 };
		};
	}
	if (!update) return { handlers };
	const change = (mode: 'replace' | 'update') => (call: Call) => {
		const row = find(call, 'change');
		const values = serializer.read(call.body(), call, mode, row);
		viewset.validate?.(values, call, row);
		update(row, values, call);
		return { status: 200, body: serializer.show(row, call) };
	};
	handlers.PUT = change('replace');
	handlers.PATCH = change('update');
	return { handlers, forms: { PUT: formOf(serializer, (call) => void find(call, 'change')) } };
}

function actionView<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	{ path, method, permission, run }: Action<Row>,
): View {
	const words = path.replace(/[_/]/g, ' ').trim();
	const handler = (call: Call) => {
		if (permission) demand(call, permission, call.params.pk);
		return run(findRow(viewset, call, method === 'GET' ? undefined : 'add'), call);
	};
	return {
		path: `${viewset.path}:pk/${path}`,
		title: words.charAt(0).toUpperCase() + words.slice(1),
		description: '',
		when: viewset.when,
		needsPython: viewset.needsPython,
		handlers: { [method]: handler },
	};
}

/** The addressed row, if the caller may see it and do `verb` to it. */
export function findRow<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	call: Call,
	verb?: Verb,
): Row {
	const rows = seen(viewset, call);
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
	return visible(viewset.rows(call.authentik.state), viewset.model, call, viewset.owner);
}

function formOf(serializer: Form['serializer'], allowed: Form['demand']): Form {
	return { serializer, demand: allowed };
}
