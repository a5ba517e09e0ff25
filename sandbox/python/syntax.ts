import { NotUnderstood, PythonSyntaxError, tokensOf, type Token } from './lexer';

export type Expression =
	| { kind: 'constant'; value: string | number | boolean | null }
	| { kind: 'name'; name: string; line: number }
	| { kind: 'list' | 'tuple'; items: Expression[] }
	| { kind: 'dict'; entries: Array<[Expression, Expression]> }
	| { kind: 'attribute'; of: Expression; name: string; line: number }
	| { kind: 'item'; of: Expression; key: Expression; line: number }
	| { kind: 'call'; of: Expression; values: Expression[]; line: number }
	| { kind: 'unary'; operator: string; of: Expression }
	| { kind: 'binary'; operator: string; left: Expression; right: Expression; line: number }
	| { kind: 'choice'; test: Expression; then: Expression; otherwise: Expression };

export type Statement =
	| { kind: 'return' | 'expression'; value: Expression }
	| { kind: 'assign'; to: Expression; value: Expression }
	| { kind: 'if'; test: Expression; then: Statement[]; otherwise: Statement[] }
	| { kind: 'pass' };

/** Python that is fine but that the sandbox cannot run. */
const BEYOND = (
	'for while def class import from try except finally with raise lambda yield del global ' +
	'nonlocal assert async await match break continue'
).split(' ');

const LEVELS = [
	['or'],
	['and'],
	['==', '!=', '<', '>', '<=', '>=', 'in', 'not in', 'is', 'is not'],
	['+', '-'],
	['*', '/', '//', '%'],
];

/** Reads the body of a Python function. */
export function parsePython(source: string): Statement[] {
	return new Parser(tokensOf(source)).body();
}

class Parser {
	private at = 0;

	constructor(private readonly tokens: Token[]) {}

	body(): Statement[] {
		const statements: Statement[] = [];
		while (!this.is('end')) statements.push(this.statement());
		return statements;
	}

	private statement(): Statement {
		if (this.is('indent')) throw new PythonSyntaxError('unexpected indent', this.token.line);
		if (this.take('if')) return this.branch();
		const statement = this.simple();
		if (!this.take(';') && !this.takeKind('newline')) throw this.invalid();
		this.takeKind('newline');
		return statement;
	}

	private simple(): Statement {
		if (this.take('pass')) return { kind: 'pass' };
		if (this.take('return')) {
			const isBare = this.is('newline') || this.is('end');
			return { kind: 'return', value: isBare ? { kind: 'constant', value: null } : this.tuple() };
		}
		const value = this.tuple();
		if (!this.take('=')) return { kind: 'expression', value };
		return { kind: 'assign', to: value, value: this.tuple() };
	}

	private branch(): Statement {
		const test = this.expression();
		const then = this.block();
		if (this.take('elif')) return { kind: 'if', test, then, otherwise: [this.branch()] };
		return { kind: 'if', test, then, otherwise: this.take('else') ? this.block() : [] };
	}

	private block(): Statement[] {
		if (!this.take(':')) throw new PythonSyntaxError("expected ':'", this.token.line);
		if (!this.takeKind('newline')) return [this.statement()];
		if (!this.takeKind('indent'))
			throw new PythonSyntaxError(
				"expected an indented block after 'if' statement",
				this.token.line,
			);
		const statements: Statement[] = [];
		while (!this.takeKind('dedent')) statements.push(this.statement());
		return statements;
	}

	/** One expression, or several with commas between them: a tuple. */
	private tuple(): Expression {
		const first = this.expression();
		if (!this.sees(',')) return first;
		const items = [first];
		while (this.take(',')) {
			if (this.is('newline') || this.sees('=') || this.sees(')')) break;
			items.push(this.expression());
		}
		return { kind: 'tuple', items };
	}

	private expression(): Expression {
		const then = this.binary(0);
		if (!this.take('if')) return then;
		const test = this.binary(0);
		if (!this.take('else'))
			throw new PythonSyntaxError("expected 'else' after 'if' expression", this.token.line);
		return { kind: 'choice', test, then, otherwise: this.expression() };
	}

	private binary(level: number): Expression {
		if (level === LEVELS.length) return this.unary();
		if (level === 2 && this.take('not'))
			return { kind: 'unary', operator: 'not', of: this.binary(2) };
		let left = this.binary(level + 1);
		for (;;) {
			const { line } = this.token;
			const operator = this.operatorOf(LEVELS[level]);
			if (operator === undefined) return left;
			left = { kind: 'binary', operator, left, right: this.binary(level + 1), line };
		}
	}

	private operatorOf(known: string[]): string | undefined {
		const two = `${this.token.text} ${this.tokens[this.at + 1]?.text ?? ''}`;
		const isWord = this.is('operator') || this.is('name');
		if (!isWord) return undefined;
		const found = known.find((one) => one === two) ?? known.find((one) => one === this.token.text);
		if (found !== undefined) this.at += found === two ? 2 : 1;
		return found;
	}

	private unary(): Expression {
		for (const operator of ['-', '+'])
			if (this.take(operator)) return { kind: 'unary', operator, of: this.unary() };
		return this.trailers(this.atom());
	}

	private trailers(of: Expression): Expression {
		const { line } = this.token;
		if (this.take('.')) {
			const { text: name, kind } = this.token;
			if (kind !== 'name') throw this.invalid();
			this.at += 1;
			return this.trailers({ kind: 'attribute', of, name, line });
		}
		if (this.take('(')) {
			const values = this.items(')');
			return this.trailers({ kind: 'call', of, values, line });
		}
		if (this.take('[')) {
			if (this.sees(':')) throw new NotUnderstood('slices');
			const key = this.tuple();
			if (this.sees(':')) throw new NotUnderstood('slices');
			if (!this.take(']')) throw this.invalid();
			return this.trailers({ kind: 'item', of, key, line });
		}
		return of;
	}

	private atom(): Expression {
		const { kind, text, line } = this.token;
		if (kind === 'text') return this.texts();
		if (kind === 'number') {
			this.at += 1;
			return { kind: 'constant', value: Number(text) };
		}
		if (this.take('[')) return { kind: 'list', items: this.items(']') };
		if (this.take('{')) return this.dict();
		if (this.take('(')) {
			if (this.take(')')) return { kind: 'tuple', items: [] };
			const inner = this.tuple();
			if (!this.take(')')) throw this.invalid();
			return inner;
		}
		if (
			kind !== 'name' ||
			BEYOND.includes(text) ||
			['if', 'else', 'in', 'is', 'and', 'or'].includes(text)
		)
			throw this.invalid();
		this.at += 1;
		if (text in CONSTANTS) return { kind: 'constant', value: CONSTANTS[text] };
		return { kind: 'name', name: text, line };
	}

	/** Texts that follow each other are one. */
	private texts(): Expression {
		let value = '';
		while (this.is('text')) {
			value += this.token.text;
			this.at += 1;
		}
		return { kind: 'constant', value };
	}

	private items(end: string): Expression[] {
		const items: Expression[] = [];
		while (!this.take(end)) {
			if (this.sees('*') || this.sees('**')) throw new NotUnderstood('unpacking');
			items.push(this.expression());
			if (this.sees('=')) throw new NotUnderstood('named arguments');
			if (!this.take(',') && !this.sees(end)) throw this.invalid();
		}
		return items;
	}

	private dict(): Expression {
		const entries: Array<[Expression, Expression]> = [];
		while (!this.take('}')) {
			if (this.sees('**')) throw new NotUnderstood('unpacking');
			const key = this.expression();
			if (this.sees(',') || this.sees('}')) throw new NotUnderstood('sets');
			if (!this.take(':')) throw this.invalid();
			entries.push([key, this.expression()]);
			if (!this.take(',') && !this.sees('}')) throw this.invalid();
		}
		return { kind: 'dict', entries };
	}

	private get token(): Token {
		return this.tokens[this.at];
	}

	private is(kind: Token['kind']): boolean {
		return this.token.kind === kind;
	}

	private sees(text: string): boolean {
		return (this.is('operator') || this.is('name')) && this.token.text === text;
	}

	private take(text: string): boolean {
		if (!this.sees(text)) return false;
		this.at += 1;
		return true;
	}

	private takeKind(kind: Token['kind']): boolean {
		if (!this.is(kind)) return false;
		this.at += 1;
		return true;
	}

	/** What is not right here: either for Python too, or only for the sandbox. */
	private invalid(): Error {
		const { text, line, kind } = this.token;
		const isOperator = kind === 'operator' && /^(\+=|-=|\*=|\/=|%=|\*\*|[@|&^~]|:=|->)$/.test(text);
		const hasUnknown = BEYOND.includes(text) || isOperator || this.tokens.some(isBeyond);
		return hasUnknown ? new NotUnderstood(text) : new PythonSyntaxError('invalid syntax', line);
	}
}

function isBeyond({ kind, text }: Token): boolean {
	return kind === 'name' && BEYOND.includes(text);
}

const CONSTANTS: Readonly<Record<string, boolean | null>> = {
	True: true,
	False: false,
	None: null,
};
