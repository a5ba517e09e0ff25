/** `json.dumps`: with spaces after separators, and everything beyond ASCII escaped. */
export function dumps(value: unknown, indent?: number): string {
	return ascii(dump(value, indent, ''));
}

function dump(value: unknown, indent: number | undefined, margin: string): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
	const inner = indent === undefined ? '' : margin + ' '.repeat(indent);
	const items = Array.isArray(value)
		? value.map((item) => dump(item, indent, inner))
		: Object.entries(value).map(
				([key, item]) => `${JSON.stringify(key)}: ${dump(item, indent, inner)}`,
			);
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	if (items.length === 0) return open + close;
	if (indent === undefined) return `${open}${items.join(', ')}${close}`;
	return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${margin}${close}`;
}

function ascii(text: string): string {
	return text.replace(
		/[\u007f-\uffff]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
