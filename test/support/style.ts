/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const guide = readFileSync(path.join(__dirname, '../../docs/style.md'), 'utf8');
const rejected = patternsOf(guide);

/** The words in a text that docs/style.md rejects, each with its surroundings. */
export function rejectedIn(text: string): string[] {
	return rejected.flatMap((pattern) =>
		[...text.matchAll(pattern)].map(({ index, 0: found }) =>
			text.slice(Math.max(0, index - 30), index + found.length + 30).replace(/\s+/g, ' '),
		),
	);
}

/** The words in code style in the second column of the guide's first table, in all their forms. */
function patternsOf(page: string): RegExp[] {
	const [, table = ''] = /\| write \| not \|\n(.*?)\n\n/s.exec(page) ?? [];
	const cells = table.split('\n').map((row) => row.split('|')[2] ?? '');
	const words = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word));
	return words.map((word) => {
		const base = word.replaceAll(' ', '\\s+').replace(/e$/, '(?:e|(?=ing))');
		return new RegExp(`\\b${base}(?:s|d|ed|ing)?\\b`, 'gi');
	});
}
