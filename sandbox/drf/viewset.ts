import type { Answer, Call } from '../core/call';
import type { When } from '../core/releases';
import type { State } from '../core/state/state';
import type { TaskRow } from '../core/state/task-models';
import type { Aspect, Filter } from './filters';
import { readUuid } from './relations';
import type { Serializer } from './serializer';
import type { Method } from './view';

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
	search?: Array<Aspect<Row>>;
	ordering?: Array<Aspect<Row>>;
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
