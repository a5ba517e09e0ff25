/** Helpers to write Markdown. */

/** The comments before and after a part of a page. */
export type Markers = [begin: string, end: string];

/** A table; each row has as many cells as the head. */
export function table(head: unknown[], rows: unknown[][]): string {
	const line = (cells: unknown[]) =>
		`| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A name or value as code. */
export function code(text: string): string {
	return `\`${text}\``;
}

/** The part of a page between two markers; undefined without them. */
export function between(page: string, [begin, end]: Markers): string | undefined {
	return page.split(begin)[1]?.split(end)[0];
}

/**
 * A page with another text between two markers.
 * @throws Error without them
 */
export function withBetween(page: string, markers: Markers, text: string): string {
	const old = between(page, markers);
	if (old === undefined) throw new Error(`The page has no ${markers[0]}`);
	const [begin, end] = markers;
	return page.replace(`${begin}${old}${end}`, () => `${begin}${text}${end}`);
}
