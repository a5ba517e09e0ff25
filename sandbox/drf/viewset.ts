import type { Answer, Call } from '../core/call';
import { recordModel } from '../core/events';
import { Crash } from './errors';
import { extrasOf, pageOf } from './pages';
import { BEHAVIOUR, holds, type When } from '../core/releases';
import type { State } from '../core/state/state';
import type { TaskRow } from '../core/tasks/rows';
import { ordered, type Filter, type Searched } from './filters';
import { findRow, foundRows } from './find';
import { demand, isPermitted, permissionOf, type Verb } from './permissions';
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
	/** A POST needs no right to add such rows. */
	isOpen?: boolean;
	/** Rows count that the caller may not see. */
	isUnfiltered?: boolean;
	/** What callers are refused for who have the right on everything, before the row is looked for. */
	check?(call: Call): void;
	when?: When;
	run(row: Row, call: Call): Answer | Promise<Answer>;
}

/** All addresses of one kind of object, as in Django REST Framework. */
export interface Viewset<Row extends { pk: string | number }> {
	path: string;
	/** Of its OPTIONS answers, as the description. */
	title: string;
	description: string;
	/** `app.model`, for the rights. */
	model: string;
	/** The same for one row, where rows of several kinds are together. */
	modelOf?(row: Row): string;
	/** How events call a row; its name unless told. */
	label?(row: Row, state: State): string;
	/** What happens to its rows is no event, or is told by the viewset itself. */
	isSilent?: boolean;
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
	/** Rows that are not there for the caller, whatever its rights. */
	isReachable?(row: Row, call: Call): boolean;
	/** The list is no matter of rights; `isListed` hides after paging. */
	isListedToAll?: boolean;
	isListed?(row: Row, call: Call): boolean;
	filters?: Readonly<Record<string, Filter<Row>>>;
	search?: Array<Searched<Row>>;
	ordering?: string[];
	/** Who may create rows; whoever has the right to add one, unless told. */
	mayCreate?(call: Call): boolean;
	create?(values: Partial<Row>, call: Call): Row;
	/** Takes the values over; `undefined` if rows cannot be changed. */
	update?(row: Row, values: Partial<Row>, call: Call): void;
	destroy?(row: Row, call: Call): void;
	/** The background tasks that go when a row is deleted. */
	tasksOf?(row: Row, state: State): TaskRow[];
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

function tell<Row extends { pk: string | number }>(
	{ isSilent, model, modelOf, label }: Viewset<Row>,
	call: Call,
	what: 'created' | 'updated' | 'deleted',
	row: Row,
): void {
	if (isSilent) return;
	const name = label ? label(row, call.authentik.state) : (row as { name?: string }).name;
	recordModel(call, what, modelOf?.(row) ?? model, { pk: row.pk, name });
}

/**
 * Crashes where a task that would go with the row is being worked on: what the worker notes meanwhile refers to
 * the task that the deletion has already counted (authentik_tasks_tasklog, from 2025.10 on).
 */
function checkTasks<Row extends { pk: string | number }>(
	{ tasksOf }: Viewset<Row>,
	row: Row,
	{ authentik }: Call,
): void {
	const { state, tasks, release, deletesCrash } = authentik;
	if (!deletesCrash || !holds(release, BEHAVIOUR.taskLogs)) return;
	if (tasksOf?.(row, state).some((task) => tasks.isActive(task)))
		throw new Crash('still worked on');
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
		tell(viewset, call, 'created', row);
		return { status: 201, body: serializer.show(row, call) };
	};
	return { handlers: { GET, POST }, forms: { POST: form } };
}

/** One page of rows after filters, order and search. */
function listAnswer<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	call: Call,
): Answer {
	const { serializer, ordering = ['pk'] } = viewset;
	const found = foundRows(viewset, call);
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
			const row = find(call, 'delete');
			checkTasks(viewset, row, call);
			tell(viewset, call, 'deleted', row);
			destroy(row, call);
			return { status: 204 };
		};
	}
	if (!update) return { handlers };
	const change = (mode: 'replace' | 'update') => (call: Call) => {
		const row = find(call, 'change');
		const values = serializer.read(call.body(), call, mode, row);
		viewset.validate?.(values, call, row);
		update(row, values, call);
		tell(viewset, call, 'updated', row);
		return { status: 200, body: serializer.show(row, call) };
	};
	handlers.PUT = change('replace');
	handlers.PATCH = change('update');
	return { handlers, forms: { PUT: formOf(serializer, (call) => void find(call, 'change')) } };
}

function actionView<Row extends { pk: string | number }>(
	viewset: Viewset<Row>,
	{ path, method, permission, isOpen, isUnfiltered, check, when, run }: Action<Row>,
): View {
	const words = path.replace(/[_/]/g, ' ').trim();
	const handler = (call: Call) => {
		const verb = method === 'GET' || isOpen ? undefined : 'add';
		if (permission && isPermitted(call, permission)) check?.(call);
		const row = findRow(viewset, call, verb, isUnfiltered);
		if (permission) demand(call, permission, row.pk);
		return run(row, call);
	};
	return {
		path: `${viewset.path}:pk/${path}`,
		title: words.charAt(0).toUpperCase() + words.slice(1),
		description: '',
		when: when ?? viewset.when,
		needsPython: viewset.needsPython,
		handlers: { [method]: handler },
	};
}

function formOf(serializer: Form['serializer'], allowed: Form['demand']): Form {
	return { serializer, demand: allowed };
}
