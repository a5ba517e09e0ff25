import { has, type Call } from '../core/call';
import type { Field } from './field';
import { isRequired } from './serializer';
import { METHODS, type Form, type View } from './view';

/** The answer to OPTIONS: the name of a view and the fields of its bodies. */
export function metadataOf(view: View, call: Call): Record<string, unknown> {
	const forms = METHODS.filter((method) => mayUse(view.forms?.[method], call));
	const actions = forms.map((method) => [method, formOf(view.forms?.[method], call)]);
	return {
		name: view.title,
		description: view.description,
		renders: ['application/json'],
		parses: ['application/json'],
		...(actions.length > 0 ? { actions: Object.fromEntries(actions) } : {}),
	};
}

function mayUse(form: Form | undefined, call: Call): boolean {
	try {
		form?.demand(call);
		return form !== undefined;
	} catch {
		return false;
	}
}

function formOf(form: Form | undefined, call: Call): Record<string, unknown> {
	const fields = form?.serializer.fieldsOf(call) ?? [];
	return Object.fromEntries(fields.map(([name, field]) => [name, describe(name, field, call)]));
}

function describe(name: string, field: Field, call: Call): Record<string, unknown> {
	const { label, help, min, max, maxLength } = field.options;
	const length = typeof maxLength === 'number' ? { length: maxLength, when: true } : maxLength;
	return {
		type: field.type,
		required: !field.readOnly && isRequired(field, call),
		read_only: field.readOnly ?? false,
		label: label ?? labelOf(name),
		...(help === undefined ? {} : { help_text: help }),
		...(length && has(call, length.when) ? { max_length: length.length } : {}),
		...(min === undefined ? {} : { min_value: min }),
		...(max === undefined ? {} : { max_value: max }),
		...(field.choices && !field.readOnly
			? { choices: field.choices.map((one) => ({ value: one.value, display_name: one.label })) }
			: {}),
	};
}

function labelOf(name: string): string {
	const words = name.replace(/_/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
