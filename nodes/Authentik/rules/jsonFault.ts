/** The position at which a text stops being valid JSON. */
export interface JsonFault {
	/** Counted from the beginning of the text, in UTF-16 code units. */
	offset: number;
	/** Both counted from 1. */
	line: number;
	column: number;
}

/** The tokens of JSON (RFC 8259); an unterminated text is not a token. */
const TOKEN =
	/[ \t\n\r]*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;

/** The beginning of a text, up to a character that it can't contain. */
const UNENDED = /[ \t\n\r]*"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;

/** What may come next: a value, a name, a colon, or what follows a value. */
type Next = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'end';

/**
 * Finds where a text stops being valid JSON. JavaScript's own messages differ between versions of Node, and may lack
 * the position.
 * @param text which JSON.parse() refuses
 */
export function jsonFault(text: string): JsonFault {
	const offset = faultyOffset(text);
	const lines = text.slice(0, offset).split('\n');
	return { offset, line: lines.length, column: lines[lines.length - 1].length + 1 };
}

function faultyOffset(text: string): number {
	const open: string[] = [];
	let next: Next = 'value';
	for (let at = 0; ; at = TOKEN.lastIndex) {
		TOKEN.lastIndex = at;
		const token = TOKEN.exec(text);
		const following: Next | null | undefined = token && after(next, token, open);
		if (!following) {
			const start = at + blanksAt(text, at);
			return (/^(?:value|name)/.test(next) && endOfText(text, at)) || start;
		}
		next = following;
	}
}

function blanksAt(text: string, at: number): number {
	return /^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0;
}

/**
 * What may come after a token, or undefined if the token is not allowed there. Keeps track of open objects and lists.
 */
function after(next: Next, [, sign, text]: RegExpExecArray, open: string[]): Next | undefined {
	const isEnd = sign === '}' || sign === ']';
	if (isEnd) {
		const ends = next.endsWith('end');
		return ends && open.pop() === (sign === '}' ? '{' : '[') ? 'end' : undefined;
	}
	if (next === 'colon') return sign === ':' ? 'value' : undefined;
	if (next === 'end') {
		if (sign !== ',' || open.length === 0) return undefined;
		return open[open.length - 1] === '{' ? 'name' : 'value';
	}
	if (next.startsWith('name')) return text === undefined ? undefined : 'colon';
	if (sign === '{' || sign === '[') {
		open.push(sign);
		return sign === '{' ? 'name or end' : 'value or end';
	}
	return sign === undefined ? 'end' : undefined;
}

/** Where a text within the JSON breaks off; undefined if none begins at `at`. */
function endOfText(text: string, at: number): number | undefined {
	UNENDED.lastIndex = at;
	return UNENDED.test(text) ? UNENDED.lastIndex : undefined;
}
