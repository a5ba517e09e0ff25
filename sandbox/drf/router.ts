import type { Answer, Call } from '../core/call';
import { recordModel } from '../core/events';
import { BEHAVIOUR, holds } from '../core/releases';
import { Crash } from './errors';
import { ordered } from './filters';
import { findRow, foundRows } from './find';
import { extrasOf, pageOf } from './pages';
import { demand, isPermitted, permissionOf, type Verb } from './permissions';
import type { Form, View } from './view';
import type { Action, Viewset } from './viewset';

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
 * Crashes while a task that is deleted along with the row is running: the worker's log lines refer to a task that the
 * deletion has already counted (authentik_tasks_tasklog, from 2025.10 on).
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

/** One page of rows after filtering, ordering and search. */
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
