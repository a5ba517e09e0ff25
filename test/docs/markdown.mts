/** A table in Markdown; each row has as many cells as the head. */
export function table(head: unknown[], rows: unknown[][]): string {
	const line = (cells: unknown[]) =>
		`| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
