import { has, type Call } from '../core/call';
import type { When } from '../core/releases';
import type { State } from '../core/state/state';
import { pythonText } from '../python/names';
import { invalid, messagesOf, Refusal } from './errors';
import { TEXTS, type Message } from './messages';
import { integerKey, readUuid, type Target } from './relations';

type Test<Row> = (row: Row) => boolean;

/** A query parameter of a list: which rows match its values (never empty). undefined: all. */
export interface Filter<Row> {
	when?: When;
	test(values: string[], call: Call, name: string): Test<Row> | undefined;
}

type Reader<Row> = (row: Row) => unknown;

/** The column has exactly this text; by default the column of the parameter's name. */
export function exact<Row extends object>(column?: string): Filter<Row> {
	return {
		test(values, _call, name) {
			const wanted = values[values.length - 1].trim();
			const key = (column ?? name) as keyof Row;
			return wanted === '' ? undefined : (row) => String(row[key] ?? '') === wanted;
		},
	};
}

/** The column has one of these texts. */
export function anyOf<Row extends object>(column?: string): Filter<Row> {
	return {
		test(values, _call, name) {
			const key = (column ?? name) as keyof Row;
			return (row) => values.includes(String(row[key] ?? ''));
		},
	};
}

/** true or false; every other word is ignored. */
export function yesNo<Row extends object>(read?: Reader<Row>): Filter<Row> {
	return {
		test(values, _call, name) {
			const word = values[values.length - 1].toLowerCase();
			const wanted = { true: true, '1': true, false: false, '0': false }[word];
			if (wanted === undefined) return undefined;
			return (row) => (read ? read(row) : row[name as keyof Row]) === wanted;
		},
	};
}

/** The column names this row of another table, which must exist. */
export function relatedTo<Row extends object>(to: Target, read?: Reader<Row>): Filter<Row> {
	return {
		test(values, { authentik }, name) {
			const pk = chosenKey(to, values, authentik.state);
			if (pk === undefined) return undefined;
			return (row) => (read ? read(row) : row[name as keyof Row]) === pk;
		},
	};
}

/** The key of the requested row; undefined without one. Refuses one that does not exist. */
export function chosenKey(to: Target, values: string[], state: State): string | undefined {
	const value = values[values.length - 1];
	if (value === '') return undefined;
	const pk = readUuid(value);
	if (pk === undefined) throw invalid(TEXTS.notUuid, { value: pythonText(value) });
	if (!to.exists(state, pk)) throw invalid(TEXTS.badFilterChoice);
	return pk;
}

/** The row has one of these rows of another table, all of which must exist. */
export function relatedToAny<Row extends object>(
	to: Target,
	read: (row: Row, call: Call) => unknown[],
): Filter<Row> {
	return {
		test(values, call) {
			const keys = values.map((value) => {
				const pk = to.key === integerKey ? Number(value) : readUuid(value);
				if (pk === undefined || Number.isNaN(pk)) throw invalid(TEXTS.badFilterValue, { value });
				if (!to.exists(call.authentik.state, pk))
					throw invalid(TEXTS.badFilterChoiceNamed, { value });
				return pk;
			});
			return (row) => read(row, call).some((pk) => keys.includes(pk as string | number));
		},
	};
}

/** The rows that pass every filter of the call's release; bad values are refused together. */
export function filtered<Row>(
	rows: Row[],
	filters: Readonly<Record<string, Filter<Row>>>,
	call: Call,
): Row[] {
	const errors: Record<string, Message[]> = {};
	const tests: Array<Test<Row>> = [];
	for (const [name, filter] of Object.entries(filters)) {
		const values = call.query.getAll(name);
		if (values.length === 0 || !has(call, filter.when ?? true)) continue;
		try {
			const test = filter.test(values, call, name);
			if (test) tests.push(test);
		} catch (error) {
			errors[name] = messagesOf(error);
		}
	}
	if (Object.keys(errors).length > 0) throw new Refusal(400, errors);
	return rows.filter((row) => tests.every((test) => test(row)));
}

/** A list is searched in or ordered by it: a column, or something else about the row. */
export type Aspect<Row> = string | ((row: Row, state: State) => unknown);

/** The rows in which every word of `search` occurs in one of the columns, whatever its case. */
export function searched<Row extends object>(
	rows: Row[],
	columns: Array<Aspect<Row>>,
	call: Call,
): Row[] {
	const wanted = (call.query.get('search') ?? '')
		.toLowerCase()
		.split(/[\s,]+/)
		.filter(Boolean);
	if (columns.length === 0) return rows;
	return rows.filter((row) => {
		const texts = columns.map((column) => {
			const value = valueOf(row, column, call.authentik.state);
			return typeof value === 'object' && value !== null
				? JSON.stringify(value).toLowerCase()
				: String(value ?? '').toLowerCase();
		});
		return wanted.every((word) => texts.some((text) => text.includes(word)));
	});
}

function valueOf<Row extends object>(row: Row, aspect: Aspect<Row>, state: State): unknown {
	return typeof aspect === 'string' ? row[aspect as keyof Row] : aspect(row, state);
}

/** The rows by the known columns of `ordering`, or in the list's own order. */
export function ordered<Row extends object>(
	rows: Row[],
	known: string[],
	own: Array<Aspect<Row>>,
	call: Call,
): Row[] {
	const asked = (call.query.get('ordering') ?? '').split(',').map((name) => name.trim());
	const wanted = asked.filter((name) => known.includes(name.replace(/^-/, '')));
	const keys = (wanted.length > 0 ? wanted : own).map((key) => {
		const isDescending = typeof key === 'string' && key.startsWith('-');
		return { aspect: isDescending ? key.slice(1) : key, sign: isDescending ? -1 : 1 };
	});
	const { state } = call.authentik;
	return [...rows].sort((a, b) => {
		for (const { aspect, sign } of keys) {
			const order = compare(valueOf(a, aspect, state), valueOf(b, aspect, state));
			if (order !== 0) return sign * order;
		}
		return 0;
	});
}

/** PostgreSQL's order: null comes last. */
function compare(a: unknown, b: unknown): number {
	if (a === b) return 0;
	if (a === null || a === undefined) return 1;
	if (b === null || b === undefined) return -1;
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return sortable(a) < sortable(b) ? -1 : 1;
}

/** Times have fractions of any length, or none. */
function sortable(value: unknown): string {
	return String(value).replace(
		/(T\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/,
		(_whole, second: string, fraction = '') => `${second}.${String(fraction).padEnd(6, '0')}Z`,
	);
}
