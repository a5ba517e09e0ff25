/** What is wrong with a text as Python sees it; `line` counts from 1 within the text. */
export class PythonSyntaxError extends Error {
	constructor(
		message: string,
		readonly line: number,
	) {
		super(message);
	}
}

/** Right for Python, but beyond what the sandbox understands. */
export class NotUnderstood extends Error {}

export interface Token {
	kind: 'name' | 'number' | 'text' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';
	text: string;
	line: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const SPACE = /[ \t\f]*(?:#[^\n]*)?(?:\\\n)?/y;
const NAME = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?/y;
const OPERATOR = /\*\*|\/\/|==|!=|<=|>=|->|:=|[-+*/%=]=?|[<>()[\]{},:.;@|&^~!]/y;
const PREFIXED_TEXT = /(?:[rRbBuUfF]{1,2})?(?="|')/y;

/** Splits a Python text into tokens; the block structure becomes `indent` and `dedent`. */
export function tokensOf(source: string): Token[] {
	const tokens: Token[] = [];
	const open: Array<{ bracket: string; line: number }> = [];
	const indents = [0];
	let at = 0;
	let line = 1;
	let isLineStart = true;

	const take = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const found = pattern.exec(source)?.[0];
		if (found !== undefined) at += found.length;
		return found;
	};
	const push = (kind: Token['kind'], text = '') => tokens.push({ kind, text, line });

	const startLine = () => {
		const width = (take(/[ \t]*/y) ?? '').replace(/\t/g, '        ').length;
		if (/[\n#]/.test(source[at] ?? '\n')) return;
		isLineStart = false;
		if (width > indents[indents.length - 1]) {
			indents.push(width);
			push('indent');
		}
		while (width < indents[indents.length - 1]) {
			indents.pop();
			push('dedent');
		}
		if (width !== indents[indents.length - 1])
			throw new PythonSyntaxError('unindent does not match any outer indentation level', line);
	};

	const takeOperator = (text: string) => {
		if (text in CLOSING) open.push({ bracket: text, line });
		if (/[)\]}]/.test(text)) {
			const opened = open.pop();
			if (!opened) throw new PythonSyntaxError(`unmatched '${text}'`, line);
			if (CLOSING[opened.bracket] !== text) {
				const what = `closing parenthesis '${text}' does not match opening parenthesis`;
				throw new PythonSyntaxError(`${what} '${opened.bracket}'`, line);
			}
		}
		push('operator', text);
	};

	while (at < source.length) {
		if (isLineStart && open.length === 0) startLine();
		const before = at;
		take(SPACE);
		line += source.slice(before, at).split('\n').length - 1;
		if (source[at] === '\n') {
			if (!isLineStart && open.length === 0) {
				push('newline');
				isLineStart = true;
			}
			at += 1;
			line += 1;
			continue;
		}
		if (at >= source.length) break;
		const prefix = take(PREFIXED_TEXT);
		if (prefix !== undefined) {
			const { value, end } = textAt(source, at, prefix.toLowerCase(), line);
			push('text', value);
			line += source.slice(at, end).split('\n').length - 1;
			at = end;
			continue;
		}
		const name = take(NAME);
		if (name !== undefined) {
			push('name', name);
			continue;
		}
		const number = take(NUMBER);
		if (number !== undefined) {
			push('number', number.replace(/_/g, ''));
			continue;
		}
		const operator = take(OPERATOR);
		if (operator === undefined) throw new PythonSyntaxError('invalid syntax', line);
		takeOperator(operator);
	}
	const unclosed = open.pop();
	if (unclosed)
		throw new PythonSyntaxError(`'${unclosed.bracket}' was never closed`, unclosed.line);
	if (!isLineStart) push('newline');
	indents.slice(1).forEach(() => push('dedent'));
	push('end');
	return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
	n: '\n',
	t: '\t',
	r: '\r',
	'\n': '',
	'0': '\0',
};

/** The text literal whose quotes begin at `at`. */
function textAt(source: string, at: number, prefix: string, line: number) {
	if (/[fb]/.test(prefix)) throw new NotUnderstood('formatted or byte text');
	const quote = source.startsWith(source[at].repeat(3), at) ? source[at].repeat(3) : source[at];
	const isLong = quote.length === 3;
	let value = '';
	let end = at + quote.length;
	while (!source.startsWith(quote, end)) {
		const character = source[end];
		if (character === undefined || (character === '\n' && !isLong)) {
			const what = isLong ? 'triple-quoted string' : 'string';
			throw new PythonSyntaxError(
				`unterminated ${what} literal (detected at line ${line + 1})`,
				line,
			);
		}
		if (character === '\\' && !prefix.includes('r')) {
			const escaped = source[end + 1] ?? '';
			value += ESCAPES[escaped] ?? (/["'\\]/.test(escaped) ? escaped : `\\${escaped}`);
			end += 2;
		} else {
			value += character;
			end += 1;
		}
	}
	return { value, end: end + quote.length };
}
