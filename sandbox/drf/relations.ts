import type { State, Table } from '../core/state/state';
import { pythonText, pythonType } from '../python/names';
import { invalid } from './errors';
import type { Field, FieldOptions } from './field';
import { TEXTS } from './messages';

type Pk = string | number;

/** The format of a key, and how a value in another format is refused. */
export type KeyParser = (value: unknown) => Pk | undefined;

/** The table that the keys belong to, or which of its rows may be chosen. */
export interface Target {
	key: KeyParser;
	exists(state: State, pk: Pk): boolean;
}

/** The rows of a table, optionally only some of them, as the target of a relation. */
export function target<Row extends { pk: Pk }>(
	key: KeyParser,
	table: (state: State) => Table<Row>,
	accepts: (row: Row) => boolean = () => true,
): Target {
	return {
		key,
		exists(state, pk) {
			const row = table(state).get(pk);
			return row !== undefined && accepts(row);
		},
	};
}

/** A UUID as Python reads it: dashes, braces and the urn prefix do not matter. undefined if it is none. */
export function readUuid(value: string): string | undefined {
	const hex = value
		.replace(/^urn:uuid:/i, '')
		.replace(/^\{+|\}+$/g, '')
		.replace(/-/g, '');
	if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
	return hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A UUID key. To Python, whole numbers are also UUIDs, but unknown ones. */
export const uuidKey: KeyParser = (value) => {
	if (value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0))
		return undefined;
	if (typeof value === 'boolean') throw wrongType(value);
	const found = typeof value === 'string' ? readUuid(value) : undefined;
	if (found === undefined) throw invalid(TEXTS.notUuid, { value: pythonText(value) });
	return found;
};

/** An integer key, also as text. */
export const integerKey: KeyParser = (value) => {
	if (value === null) return undefined;
	if (typeof value === 'number') return Math.trunc(value);
	if (typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value)) return Number(value);
	throw wrongType(value);
};

/** The key of one row of another table. */
export function relation(to: Target, options: FieldOptions = {}): Field {
	return {
		type: 'field',
		options: { ...options, blankIsNull: true },
		parse: (value, { call }) => resolve(to, value, call.authentik.state),
	};
}

/** The keys of any number of rows of another table, each once. */
export function relations(to: Target, options: FieldOptions = {}): Field {
	return {
		type: 'field',
		options: { required: false, default: [], ...options },
		parse(value, { call }) {
			if (typeof value !== 'object' || value === null)
				throw invalid(TEXTS.notList, { type: pythonType(value) });
			// An object is also iterated: by its keys.
			const items: unknown[] = Array.isArray(value) ? value : Object.keys(value);
			const found = items.map((item) => resolve(to, item, call.authentik.state));
			return [...new Set(found)];
		},
	};
}

function resolve(to: Target, value: unknown, state: State): Pk {
	const pk = to.key(value);
	if (pk === undefined || !to.exists(state, pk))
		throw invalid(TEXTS.unknownPk, { pk: pythonText(value) });
	return pk;
}

function wrongType(value: unknown) {
	return invalid(TEXTS.wrongPkType, { type: pythonType(value) });
}
