import type { State } from '../core/state/state';
import { invalid, Refusal } from './errors';
import type { Filter } from './filters';
import { message, TEXTS } from './messages';
import { readUuid } from './relations';

type Reader<Row> = (row: Row, state: State) => unknown;

/** One of a fixed set of words; the row must have one of the requested ones. */
export function oneOf<Row extends object>(
	known: string[] | ((release: string) => string[]),
	column?: string,
): Filter<Row> {
	return {
		test(values, { authentik }, name) {
			const words = typeof known === 'function' ? known(authentik.release) : known;
			const value = values.find((one) => !words.includes(one));
			if (value !== undefined) throw invalid(TEXTS.badFilterChoiceNamed, { value });
			const key = (column ?? name) as keyof Row;
			return (row) => values.includes(String(row[key]));
		},
	};
}

/** The row has one of these rows of another table, by a text that names them; all must exist. */
export function namedAny<Row extends object>(
	names: (state: State) => string[],
	read: (row: Row, state: State) => string[],
): Filter<Row> {
	return {
		test(values, { authentik: { state } }) {
			const value = values.find((one) => !names(state).includes(one));
			if (value !== undefined) throw invalid(TEXTS.badFilterChoiceNamed, { value });
			return (row) => read(row, state).some((name) => values.includes(name));
		},
	};
}

/** A text that is not a column of the row itself, exact. */
export function exactly<Row extends object>(read: Reader<Row>): Filter<Row> {
	return {
		test(values, { authentik: { state } }) {
			const wanted = values[values.length - 1].trim();
			return wanted === '' ? undefined : (row) => String(read(row, state) ?? '') === wanted;
		},
	};
}

/** The column is this UUID. */
export function exactUuid<Row extends object>(column?: string): Filter<Row> {
	return {
		test(values, _call, name) {
			const wanted = values[values.length - 1].trim();
			if (wanted === '') return undefined;
			const pk = readUuid(wanted);
			if (pk === undefined) throw invalid(TEXTS.badUuid);
			return (row) => row[(column ?? name) as keyof Row] === pk;
		},
	};
}

/** A point in time: the column is that, or later (`gt`), or earlier (`lt`). */
export function moment<Row extends object>(column: string, how?: 'gt' | 'lt'): Filter<Row> {
	return {
		test(values) {
			const wanted = values[values.length - 1].trim();
			if (wanted === '') return undefined;
			const time = Date.parse(wanted);
			if (Number.isNaN(time)) throw invalid(TEXTS.badMoment);
			return (row) => {
				const own = Date.parse(String(row[column as keyof Row] ?? ''));
				if (how === 'gt') return own > time;
				return how === 'lt' ? own < time : own === time;
			};
		},
	};
}

/** The three filters of a column that is a point in time. */
export function moments<Row extends object>(
	column: string,
	when: Filter<Row>['when'],
): Record<string, Filter<Row>> {
	return {
		[column]: { ...moment(column), when },
		[`${column}__gt`]: { ...moment(column, 'gt'), when },
		[`${column}__lt`]: { ...moment(column, 'lt'), when },
	};
}

/** Attributes by a JSON object of paths, `{"nested__key": 1}`, all of which must match. */
export function attributes<Row extends { attributes: unknown }>(): Filter<Row> {
	return {
		test(values) {
			const wanted = parsed(values[values.length - 1]);
			if (wanted === undefined) throw new Refusal(400, [message('filter: failed to parse JSON')]);
			if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
				throw new Refusal(400, [message('filter: value must be key:value mapping')]);
			const tests = Object.entries(wanted);
			return (row) => tests.every(([path, value]) => holdsAt(row.attributes, path, value));
		},
	};
}

/** @returns undefined for what is not JSON */
function parsed(json: string): unknown {
	try {
		return JSON.parse(json) as unknown;
	} catch {
		return undefined;
	}
}

type Test = (value: unknown, wanted: unknown) => boolean;

const lower = (value: unknown) => String(value).toLowerCase();
const text =
	(test: (value: string, wanted: string) => boolean): Test =>
	(value, wanted) =>
		value !== undefined && value !== null && test(String(value), String(wanted));
const order =
	(test: (value: number | string, wanted: number | string) => boolean): Test =>
	(value, wanted) =>
		typeof value === typeof wanted && test(value as number, wanted as number);

/** What can end a path instead of one more key: Django's lookups of JSON. */
const LOOKUPS: Readonly<Record<string, Test>> = {
	exact: same,
	iexact: text((value, wanted) => lower(value) === lower(wanted)),
	icontains: text((value, wanted) => lower(value).includes(lower(wanted))),
	startswith: text((value, wanted) => value.startsWith(wanted)),
	istartswith: text((value, wanted) => lower(value).startsWith(lower(wanted))),
	endswith: text((value, wanted) => value.endsWith(wanted)),
	iendswith: text((value, wanted) => lower(value).endsWith(lower(wanted))),
	gt: order((value, wanted) => value > wanted),
	gte: order((value, wanted) => value >= wanted),
	lt: order((value, wanted) => value < wanted),
	lte: order((value, wanted) => value <= wanted),
	in: (value, wanted) => Array.isArray(wanted) && wanted.some((one) => same(value, one)),
	isnull: (value, wanted) => (value === undefined) === Boolean(wanted),
	has_key: (value, wanted) => at(value, String(wanted)) !== undefined,
	contains,
};

function holdsAt(all: unknown, path: string, wanted: unknown): boolean {
	const keys = path.split('__');
	const lookup = keys.length > 1 ? LOOKUPS[keys[keys.length - 1]] : undefined;
	const value = (lookup ? keys.slice(0, -1) : keys).reduce(at, all);
	return (lookup ?? same)(value, wanted);
}

function at(value: unknown, key: string): unknown {
	if (typeof value !== 'object' || value === null) return undefined;
	return Object.entries(value).find(([name]) => name === key)?.[1];
}

/** The same JSON, whatever the order of its keys. */
function same(value: unknown, wanted: unknown): boolean {
	if (typeof value !== 'object' || typeof wanted !== 'object' || !value || !wanted)
		return value === wanted;
	return contains(value, wanted) && contains(wanted, value);
}

/** PostgreSQL's `@>`: everything in `wanted` is in `value` too. */
function contains(value: unknown, wanted: unknown): boolean {
	if (typeof wanted !== 'object' || wanted === null) return value === wanted;
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(wanted))
		return Array.isArray(value) && wanted.every((one) => value.some((item) => contains(item, one)));
	return Object.entries(wanted).every(([key, one]) => contains(at(value, key), one));
}
