/** How the UI calls authentik's fields; filled where a field is defined, read where an error names one. */
const labels = new Map<string, string>();

/** Remembers that the UI shows authentik's field `property` as `label`. */
export function rememberLabel(property: string, label: string): void {
	labels.set(property, label);
}

/** The UI's label of authentik's field `property`, or the field's own name when the UI has none. */
export function labelOf(property: string): string {
	return labels.get(property) ?? property;
}
