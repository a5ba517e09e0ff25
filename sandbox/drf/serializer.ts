import type { ModelFacts } from '../../nodes/Authentik/shared/releases';
import { has, type Call } from '../core/call';
import { pythonType } from '../python/names';
import { FieldError, messagesOf, Refusal } from './errors';
import type { Field, Scope } from './field';
import { message, TEXTS, type Message } from './messages';

/** How a body is read: all of it for a new row or to replace an old one, or only what is sent. */
export type Mode = 'create' | 'replace' | 'update';

/** The fields of a model: reads bodies, applies defaults and shows rows, each in its release's format. */
export class Serializer<Row extends object> {
	constructor(
		private readonly fields: Readonly<Record<string, Field<Row>>>,
		private readonly facts?: ModelFacts,
	) {}

	/** The fields of the called release, in authentik's order. */
	fieldsOf(call: Call): Array<[string, Field<Row>]> {
		return Object.entries(this.fields)
			.filter(([name, field]) => has(call, field.options.when ?? this.facts?.fields[name] ?? true))
			.map(([name, field]) => [name, this.withFacts(name, field, call)]);
	}

	/** The values of a body, or all of its errors. Unknown and read-only keys are dropped. */
	read(body: unknown, call: Call, mode: Mode, row?: Row): Partial<Row> {
		const data = dictionaryOf(body);
		const values: Record<string, unknown> = {};
		const errors: Record<string, Message[]> = {};
		for (const [name, field] of this.fieldsOf(call)) {
			if (field.readOnly) continue;
			try {
				const scope = { call, name, row, choices: field.choices };
				const value = readField(field, data[name], mode, scope);
				if (value !== undefined) values[name] = value;
			} catch (error) {
				errors[name] = messagesOf(error);
			}
		}
		if (Object.keys(errors).length > 0) throw new Refusal(400, errors);
		return values as Partial<Row>;
	}

	/** The values of a new row where nothing was sent: of every field, whatever the release. */
	defaults(): Partial<Row> {
		const filled = Object.entries(this.fields)
			.filter(([, field]) => !field.computed && field.options.default !== undefined)
			.map(([name, field]) => [name, structuredClone(field.options.default)] as const);
		return Object.fromEntries(filled) as Partial<Row>;
	}

	/** The row as the called release shows it. */
	show(row: Row, call: Call): Record<string, unknown> {
		const shown: Record<string, unknown> = {};
		for (const [name, field] of this.fieldsOf(call)) {
			if (has(call, field.options.writeOnly ?? false)) continue;
			const value = field.show ? field.show(row, call) : (row as Record<string, unknown>)[name];
			if (value !== undefined) shown[name] = value;
		}
		return shown;
	}

	/** The names that a list can be ordered by: the columns. */
	columnsOf(call: Call): string[] {
		return this.fieldsOf(call)
			.filter(([, field]) => !field.computed && !has(call, field.options.writeOnly ?? false))
			.map(([name]) => name);
	}

	private withFacts(name: string, field: Field<Row>, call: Call): Field<Row> {
		const writeOnly = field.options.writeOnly ?? this.facts?.writeOnly[name];
		const spans = this.facts?.values[name] ?? {};
		const choices = field.choices?.filter((one) => has(call, one.when ?? spans[one.value] ?? true));
		return { ...field, choices, options: { ...field.options, writeOnly } };
	}
}

/** Whether the field is required: by default, if it has no default. */
export function isRequired(field: Field, call: Call): boolean {
	const { required, default: preset, allowNull } = field.options;
	return has(call, required ?? (preset === undefined && !allowNull));
}

function readField(field: Field, sent: unknown, mode: Mode, scope: Scope): unknown {
	const { allowNull, blankIsNull, check, default: preset, defaultOnPut } = field.options;
	if (sent === undefined) {
		if (mode === 'update') return undefined;
		if (isRequired(field, scope.call)) throw new FieldError([message(TEXTS.required)]);
		return mode === 'replace' && defaultOnPut ? structuredClone(preset) : undefined;
	}
	const value = blankIsNull && sent === '' ? null : sent;
	if (value === null) {
		if (allowNull) return null;
		throw new FieldError([message(TEXTS.null)]);
	}
	const parsed = field.parse(value, scope);
	check?.(parsed, scope);
	return parsed;
}

function dictionaryOf(body: unknown): Record<string, unknown> {
	if (body === null) throw new Refusal(400, { non_field_errors: [message(TEXTS.noData)] });
	if (typeof body !== 'object' || Array.isArray(body)) {
		const wrong = message(TEXTS.notADictionary, { type: pythonType(body) });
		throw new Refusal(400, { non_field_errors: [wrong] });
	}
	return body as Record<string, unknown>;
}
