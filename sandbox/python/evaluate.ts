import { pythonText, pythonType } from './names';
import type { Expression, Statement } from './syntax';
import { NotUnderstood } from './lexer';

/** An exception that a Python text raises; `line` counts from 1 within the text. */
export class PythonException extends Error {
	constructor(
		readonly type: string,
		message: string,
		readonly line: number,
	) {
		super(message);
	}
}

/** An object with attributes, as opposed to a dictionary; functions are its methods. */
export class PythonObject {
	constructor(
		readonly className: string,
		readonly attributes: Readonly<Record<string, unknown>>,
	) {}
}

type Callable = (...values: unknown[]) => unknown;
type Variables = Map<string, unknown>;

/** What the body of a function returns, given its variables. */
export function runPython(body: Statement[], variables: Record<string, unknown>): unknown {
	return runBlock(body, new Map(Object.entries(variables)))?.value ?? null;
}

function runBlock(body: Statement[], variables: Variables): { value: unknown } | undefined {
	for (const statement of body) {
		const returned = runStatement(statement, variables);
		if (returned) return returned;
	}
	return undefined;
}

function runStatement(one: Statement, variables: Variables): { value: unknown } | undefined {
	switch (one.kind) {
		case 'return':
			return { value: valueOf(one.value, variables) };
		case 'expression':
			valueOf(one.value, variables);
			return undefined;
		case 'assign':
			assign(one.to, valueOf(one.value, variables), variables);
			return undefined;
		case 'if':
			return runBlock(isTrue(valueOf(one.test, variables)) ? one.then : one.otherwise, variables);
		default:
			return undefined;
	}
}

function assign(to: Expression, value: unknown, variables: Variables): void {
	if (to.kind === 'name') {
		variables.set(to.name, value);
		return;
	}
	if (to.kind === 'item') {
		const container = valueOf(to.of, variables) as Record<string, unknown>;
		container[String(valueOf(to.key, variables))] = value;
		return;
	}
	const targets = to.kind === 'tuple' || to.kind === 'list' ? to.items : [];
	const values = Array.isArray(value) ? (value as unknown[]) : [];
	if (targets.length === 0) throw new NotUnderstood('assignment');
	targets.forEach((target, index) => assign(target, values[index], variables));
}

function valueOf(one: Expression, variables: Variables): unknown {
	const of = (inner: Expression) => valueOf(inner, variables);
	switch (one.kind) {
		case 'constant':
			return one.value;
		case 'name':
			return lookUp(one.name, one.line, variables);
		case 'list':
		case 'tuple':
			return one.items.map(of);
		case 'dict':
			return Object.fromEntries(one.entries.map(([key, value]) => [String(of(key)), of(value)]));
		case 'attribute':
			return attribute(of(one.of), one.name, one.line);
		case 'item':
			return item(of(one.of), of(one.key), one.line);
		case 'call':
			return call(of(one.of), one.values.map(of), one.line);
		case 'unary':
			return unary(one.operator, of(one.of));
		case 'choice':
			return of(isTrue(of(one.test)) ? one.then : one.otherwise);
		default:
			return binary(one, of);
	}
}

const BUILT_IN: Readonly<Record<string, Callable>> = {
	str: (value) => pythonText(value),
	len: (value) => (typeof value === 'string' ? [...value] : Object.keys(value as object)).length,
	bool: (value) => isTrue(value),
	int: (value) => Math.trunc(Number(value)),
	list: (value = []) => [...(value as unknown[])],
};

function lookUp(name: string, line: number, variables: Variables): unknown {
	if (variables.has(name)) return variables.get(name);
	if (name in BUILT_IN) return BUILT_IN[name];
	throw new PythonException('NameError', `name '${name}' is not defined`, line);
}

const TEXT_METHODS: Readonly<Record<string, (text: string) => Callable>> = {
	lower: (text) => () => text.toLowerCase(),
	upper: (text) => () => text.toUpperCase(),
	strip: (text) => () => text.trim(),
	startswith: (text) => (start) => text.startsWith(String(start)),
	endswith: (text) => (end) => text.endsWith(String(end)),
	replace: (text) => (from, to) => text.split(String(from)).join(String(to)),
	split: (text) => (by) => (by === undefined ? text.trim().split(/\s+/) : text.split(String(by))),
	join: (text) => (items) => (items as unknown[]).join(text),
	partition: (text) => (by) => {
		const at = text.indexOf(String(by));
		return at < 0 ? [text, '', ''] : [text.slice(0, at), by, text.slice(at + String(by).length)];
	},
};

const DICT_METHODS: Readonly<Record<string, (dict: Record<string, unknown>) => Callable>> = {
	get:
		(dict) =>
		(key, otherwise = null) =>
			dict[String(key)] ?? otherwise,
	keys: (dict) => () => Object.keys(dict),
	values: (dict) => () => Object.values(dict),
	items: (dict) => () => Object.entries(dict),
};

function attribute(of: unknown, name: string, line: number): unknown {
	if (of instanceof PythonObject && name in of.attributes) return of.attributes[name];
	if (typeof of === 'string' && name in TEXT_METHODS) return TEXT_METHODS[name](of);
	if (isDict(of) && name in DICT_METHODS) return DICT_METHODS[name](of);
	const type = of instanceof PythonObject ? of.className : pythonType(of);
	throw new PythonException('AttributeError', `'${type}' object has no attribute '${name}'`, line);
}

function item(of: unknown, key: unknown, line: number): unknown {
	if (isDict(of)) {
		if (String(key) in of) return of[String(key)];
		throw new PythonException('KeyError', `'${String(key)}'`, line);
	}
	const items = typeof of === 'string' ? [...of] : of;
	if (!Array.isArray(items)) {
		const what = `'${pythonType(of)}' object is not subscriptable`;
		throw new PythonException('TypeError', what, line);
	}
	const index = Number(key) < 0 ? items.length + Number(key) : Number(key);
	if (index in items) return items[index] as unknown;
	throw new PythonException('IndexError', `${pythonType(of)} index out of range`, line);
}

function call(of: unknown, values: unknown[], line: number): unknown {
	if (typeof of === 'function') return (of as Callable)(...values);
	throw new PythonException('TypeError', `'${pythonType(of)}' object is not callable`, line);
}

function unary(operator: string, value: unknown): unknown {
	if (operator === 'not') return !isTrue(value);
	return operator === '-' ? -Number(value) : Number(value);
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function binary(
	{ operator, left, right, line }: Binary,
	of: (one: Expression) => unknown,
): unknown {
	const a = of(left);
	if (operator === 'and') return isTrue(a) ? of(right) : a;
	if (operator === 'or') return isTrue(a) ? a : of(right);
	const b = of(right);
	switch (operator) {
		case '==':
		case 'is':
			return isEqual(a, b);
		case '!=':
		case 'is not':
			return !isEqual(a, b);
		case 'in':
			return contains(b, a);
		case 'not in':
			return !contains(b, a);
		default:
			return arithmetic(operator, a, b, line);
	}
}

function arithmetic(operator: string, a: unknown, b: unknown, line: number): unknown {
	const areTexts = typeof a === 'string' && typeof b === 'string';
	if (operator === '+' && areTexts) return a + b;
	if (operator === '+' && Array.isArray(a) && Array.isArray(b)) return [...a, ...b] as unknown[];
	if (!areTexts && !(typeof a === 'number' && typeof b === 'number')) {
		const types = `'${pythonType(a)}' and '${pythonType(b)}'`;
		const what = `unsupported operand type(s) for ${operator}: ${types}`;
		throw new PythonException('TypeError', what, line);
	}
	if (/^[<>]/.test(operator)) return isOrdered(operator, a as number, b as number);
	if (['/', '//', '%'].includes(operator) && b === 0) throw divisionByZero(operator, line);
	return calculate(operator, Number(a), Number(b));
}

function isOrdered(operator: string, a: number, b: number): boolean {
	if (a === b) return operator.endsWith('=');
	return operator.startsWith('<') ? a < b : a > b;
}

function calculate(operator: string, a: number, b: number): number {
	switch (operator) {
		case '+':
			return a + b;
		case '-':
			return a - b;
		case '*':
			return a * b;
		case '/':
			return a / b;
		case '//':
			return Math.floor(a / b);
		default:
			return a - b * Math.floor(a / b);
	}
}

function divisionByZero(operator: string, line: number): PythonException {
	const what = operator === '/' ? 'division by zero' : 'integer division or modulo by zero';
	return new PythonException('ZeroDivisionError', what, line);
}

function isDict(value: unknown): value is Record<string, unknown> {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		!(value instanceof PythonObject)
	);
}

function isTrue(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return isDict(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function isEqual(a: unknown, b: unknown): boolean {
	return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function contains(container: unknown, value: unknown): boolean {
	if (typeof container === 'string') return container.includes(String(value));
	if (Array.isArray(container)) return container.some((one) => isEqual(one, value));
	return isDict(container) && String(value) in container;
}
