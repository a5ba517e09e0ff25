import { has, type Call } from '../core/call';
import type { When } from '../core/releases';
import type { State } from '../core/state/state';
import { message, TEXTS, type Message } from './messages';

/** The context of a value: the call, the field, and the row (undefined: a new one). */
export interface Scope {
	call: Call;
	name: string;
	row?: object;
	/** The values in the called release, if the field has a fixed set. */
	choices?: Choice[];
}

/** One field of a serializer, as in Django REST Framework. */
export interface Field<Row extends object = object> {
	/** The kind's name in an OPTIONS answer. */
	type: string;
	parse(value: unknown, scope: Scope): unknown;
	/** The value to show; by default, the column of the same name. `undefined` omits the key. */
	show?(row: Row, call: Call): unknown;
	readOnly?: boolean;
	computed?: boolean;
	choices?: Choice[];
	options: FieldOptions;
}

export interface FieldOptions {
	/** Required on create and PUT. By default: fields without a default. */
	required?: When;
	/** The value of a new row if none is sent. */
	default?: unknown;
	/** A field of the serializer, not of the model: PUT without it sets the default. */
	defaultOnPut?: boolean;
	allowNull?: boolean;
	allowBlank?: When;
	/** A slug that Django checks, not the framework: with quotes of its own. */
	typographic?: When;
	/** An empty text means null. */
	blankIsNull?: boolean;
	writeOnly?: When;
	when?: When;
	label?: string;
	help?: string;
	min?: number;
	max?: number;
	maxLength?: number | { length: number; when: When };
	/** Further checks, after the field's own. Refuse with `invalid`. */
	check?(value: unknown, scope: Scope): void;
	/** Collected together with the field's own length and character checks. */
	validators?: Array<(value: string, scope: Scope) => Message | undefined>;
}

export interface Choice {
	value: string;
	label: string;
	when?: When;
}

/** A read-only column. */
export function readOnly(field: Field): Field {
	return { ...field, readOnly: true };
}

/** A value that is computed when it is shown. */
export function computed<Row extends object>(
	show: (row: Row, call: Call) => unknown,
	options: FieldOptions = {},
): Field<Row> {
	return { type: 'field', options, show, readOnly: true, computed: true, parse: () => undefined };
}

/** Whether something that may depend on the release is allowed in this call. */
export function isAllowed(when: When | undefined, { call }: Scope): boolean {
	return when !== undefined && has(call, when);
}

/** Refuses a text that another row of the same table already has in this column. */
export function unique<Row extends object>(
	rows: (state: State) => Row[],
	refusal: (scope: Scope) => Message,
) {
	return (value: string, scope: Scope): Message | undefined => {
		const column = scope.name as keyof Row;
		const others = rows(scope.call.authentik.state).filter((row) => row !== scope.row);
		return others.some((row) => row[column] === value) ? refusal(scope) : undefined;
	};
}

/** Django's message for a value that is taken. */
export function taken(model: string): (scope: Scope) => Message {
	return ({ name }) => message(TEXTS.taken, { model, field: name });
}
