import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { ModelFacts, Span } from '../shared/releases';
import { spanLabel, spanText } from '../shared/releases';

/** Says in a field's label and description which releases know it, when not all do. */
export function releasedField(field: INodeProperties, span?: Span): INodeProperties {
	if (!span) return field;
	return {
		...field,
		displayName: `${field.displayName} (${spanLabel(span)})`,
		description: `Needs ${spanText(span)}. ${field.description ?? ''}`.trim(),
	};
}

/** Says in each choice of `property` which releases know it, when not all do. */
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
