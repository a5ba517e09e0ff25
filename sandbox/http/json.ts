import { detail } from '../drf/errors';

/** Why and where a text is not JSON, in the words of authentik's parser (orjson). */
interface Fault {
	reason: string;
	at: number;
}

const LITERAL = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\r\n]*/y;

/** The value of a JSON text; anything else is refused with 400. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		const { reason, at } = findFault(text);
		const before = text.slice(0, at).split('\n');
		const line = before.length;
		const column = before[before.length - 1].length + 1;
		throw detail(400, `JSON parse error - ${reason}: line ${line} column ${column} (char ${at})`);
	}
}

/** Parses the text up to its first error. */
function findFault(text: string): Fault {
	let at = 0;

	const take = (pattern: RegExp): boolean => {
		pattern.lastIndex = at;
		if (!pattern.test(text)) return false;
		at = pattern.lastIndex;
		return true;
	};
	const skip = () => take(SPACE);
	const stop = (reason: string): Fault =>
		at >= text.length ? { reason: 'unexpected end of data', at: text.length } : { reason, at };

	const value = (): Fault | undefined => {
		skip();
		if (text[at] === '{') return members();
		if (text[at] === '[') return items();
		if (take(STRING) || take(NUMBER) || take(LITERAL)) return undefined;
		if (text[at] === '"') return brokenText();
		if (/[tfn]/.test(text[at] ?? '')) return brokenLiteral();
		return stop('unexpected character');
	};
	const brokenText = (): Fault => {
		take(/"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y);
		const isControl = at < text.length && text[at] < ' ';
		return stop(
			isControl ? 'unexpected control character in string' : 'invalid escaped character in string',
		);
	};
	const brokenLiteral = (): Fault => {
		const rest = text.slice(at);
		const isCut = ['true', 'false', 'null'].some((word) => word.startsWith(rest));
		return isCut
			? { reason: 'unexpected end of data', at: text.length }
			: { reason: 'invalid literal', at };
	};
	const list = (end: string, item: () => Fault | undefined): Fault | undefined => {
		at += 1;
		skip();
		if (text[at] === end) {
			at += 1;
			return undefined;
		}
		for (;;) {
			const fault = item();
			if (fault) return fault;
			skip();
			if (text[at] === end) {
				at += 1;
				return undefined;
			}
			if (text[at] !== ',') return stop('unexpected character');
			at += 1;
			skip();
			if (text[at] === end) return { reason: 'trailing comma is not allowed', at: at - 1 };
		}
	};
	const items = () => list(']', value);
	const members = () =>
		list('}', () => {
			skip();
			if (!take(STRING)) return stop('unexpected character');
			skip();
			if (text[at] !== ':') return stop('unexpected character');
			at += 1;
			return value();
		});

	const fault = value();
	if (fault) return fault;
	skip();
	return stop('unexpected content after document');
}
