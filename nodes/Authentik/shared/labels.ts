/** How the UI calls authentik's fields; filled where a field is defined, read where an error names one. */
const labels = new Map<string, string>();

/** Remembers that the UI shows authentik's field `property` as `label`. */
export function rememberLabel(property: string, label: string): void {
	labels.set(property, label);
}

/** Labels by the request that they were used in: resources call fields of the same name differently. */
const used = new WeakMap<object, Map<string, string>>();

/** Notes that in the request with these options, the UI shows authentik's field `property` as `label`. */
export function noteLabel(requestOptions: object, property: string, label: string): void {
	const noted = used.get(requestOptions) ?? new Map<string, string>();
	used.set(requestOptions, noted.set(property, label));
}

/** The labels noted for the request with these options. */
export function labelsIn(requestOptions: object): ReadonlyMap<string, string> | undefined {
	return used.get(requestOptions);
}

/**
 * The UI's label of authentik's field `property`, or the field's own name when the UI has none.
 * @param noted the labels of the request in question, see labelsIn()
 */
export function labelOf(property: string, noted?: ReadonlyMap<string, string>): string {
	return noted?.get(property) ?? labels.get(property) ?? property;
}
