import type { INodePropertyOptions } from 'n8n-workflow';

import type { ModelFacts } from '../shared/releases';
import { spanLabel, spanText } from '../shared/releases';
import type { bodyField } from './fields';
import type { Field } from './types';

/** Wraps `make` for the fields of one model, so that each field says which releases have it. */
export function knownBy(facts: ModelFacts, make: typeof bodyField): typeof bodyField {
	return (property, rule, parameter) => released(facts, make(property, rule, parameter));
}

/** Records which releases have a field and its values. The label and the description say so, unless all do. */
export function released(facts: ModelFacts, field: Field): Field {
	const releases = facts.fields[field.target.property];
	const values = facts.values[field.target.property];
	const target = { ...field.target, releases, values };
	if (!releases) return { ...field, target };
	return {
		...field,
		target,
		displayName: `${field.displayName} (${spanLabel(releases)})`,
		description: `${(field.description ?? '').replace(/\.$/, '')}. Needs ${spanText(releases)}.`,
	};
}

/** Adds to each choice of `property` which releases have it, unless all do. */
export function releasedOptions(
	{ values }: ModelFacts,
	property: string,
	options: INodePropertyOptions[],
): INodePropertyOptions[] {
	return options.map((option) => {
		const span = values[property]?.[String(option.value)];
		return span ? { ...option, name: `${option.name} (${spanLabel(span)})` } : option;
	});
}
