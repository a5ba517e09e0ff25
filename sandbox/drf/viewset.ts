import type { Answer, Call } from '../core/call';
import type { When } from '../core/releases';
import type { State } from '../core/state/state';
import type { TaskRow } from '../core/state/task-models';
import type { Aspect, Filter } from './filters';
import { readUuid } from './relations';
import type { Serializer } from './serializer';
import type { Method } from './view';

/** How rows are addressed: the meaning of the last part of the path. undefined: no such key. */
export type Lookup = (key: string) => string | number | undefined;

export const byInteger: Lookup = (key) => (/^\s*[-+]?\d+\s*$/.test(key) ? Number(key) : undefined);
export const byUuid: Lookup = readUuid;
export const byText: Lookup = (key) => key;

/** What uses one of a viewset's rows, or is used by it; `action` is what deleting it does to the other. */
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
	/** A right in addition to seeing the row. */
	permission?: string;
	/** A POST needs no right to add such rows. */
	isOpen?: boolean;
	/** Includes rows that the caller may not see. */
	isUnfiltered?: boolean;
	/** Refuses callers who have the right on everything, before the row is looked up. */
	check?(call: Call): void;
	when?: When;
	run(row: Row, call: Call): Answer | Promise<Answer>;
}

/** All addresses of one kind of object, as in Django REST Framework. */
export interface Viewset<Row extends { pk: string | number }> {
	path: string;
	/** The description in its OPTIONS answers. */
	title: string;
	description: string;
	/** `app.model`, for the rights. */
	model: string;
	/** The same for one row, in lists of multiple kinds. */
	modelOf?(row: Row): string;
	/** The name of a row in events; defaults to its name. */
	label?(row: Row, state: State): string;
	/** Changes of its rows are not logged, or the viewset itself logs them. */
	isSilent?: boolean;
	/** Django's name for a row that does not exist. */
	noun: string;
	when?: When;
	needsPython?: boolean;
	lookup: Lookup;
	/** The column of the key in the path; defaults to `pk`. */
	lookupColumn?: keyof Row & string;
	rows(state: State): Row[];
	serializer: Serializer<Row>;
	/** The owner of a row, who sees it without any right. */
	owner?(row: Row): unknown;
	/** Whether a row exists for the caller, whatever its rights. */
	isReachable?(row: Row, call: Call): boolean;
	/** The list needs no rights; `isListed` hides after paging. */
	isListedToAll?: boolean;
	isListed?(row: Row, call: Call): boolean;
	filters?: Readonly<Record<string, Filter<Row>>>;
	search?: Array<Aspect<Row>>;
	ordering?: Array<Aspect<Row>>;
	/** Who may create rows; by default, anyone with the right to add one. */
	mayCreate?(call: Call): boolean;
	create?(values: Partial<Row>, call: Call): Row;
	/** Applies the values; `undefined` if rows can't be changed. */
	update?(row: Row, values: Partial<Row>, call: Call): void;
	destroy?(row: Row, call: Call): void;
	/** The background tasks that are deleted with a row. */
	tasksOf?(row: Row, state: State): TaskRow[];
	/** Checks all values together, before they are applied. */
	validate?(values: Partial<Row>, call: Call, row?: Row): void;
	usedBy?(row: Row, call: Call): UsedBy[];
	actions?: Array<Action<Row>>;
}
