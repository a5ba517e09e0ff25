/** One sentence from authentik about one field; without a label if it is about the whole request. */
export interface FieldRefusal {
	label?: string;
	text: string;
}

/** authentik's keys for errors that are not about a single field. */
const WHOLE_REQUEST = ['non_field_errors', 'error'];

/**
 * Flattens the bodies that Django REST Framework sends with 400: a list of texts for each field, `non_field_errors` as
 * a list or a text, `error` (email invitations), a bare list, and fields nested in fields.
 * @param labels the labels of this request's fields, by authentik's names
 */
export function fieldRefusals(body: unknown, labels?: ReadonlyMap<string, string>): FieldRefusal[] {
	if (Array.isArray(body)) return wholeRequest(body);
	if (typeof body !== 'object' || body === null) return [];
	return Object.entries(body)
		.filter(([field]) => field !== 'detail' && field !== 'code')
		.flatMap(([field, value]) =>
			WHOLE_REQUEST.includes(field)
				? wholeRequest(value)
				: textsIn(value, labels).map((text) => ({ label: labels?.get(field) ?? field, text })),
		);
}

function wholeRequest(value: unknown): FieldRefusal[] {
	return textsIn(value).map((text) => ({ text }));
}

function textsIn(value: unknown, labels?: ReadonlyMap<string, string>): string[] {
	if (value === null || value === undefined) return [];
	if (Array.isArray(value)) {
		const texts = value.flatMap((one) => textsIn(one, labels));
		return texts.length ? [texts.join(' ')] : [];
	}
	if (typeof value === 'object') {
		return Object.entries(value).flatMap(([key, inner]) =>
			textsIn(inner, labels).map((text) => `${labels?.get(key) ?? key}: ${text}`),
		);
	}
	return [String(value)];
}
