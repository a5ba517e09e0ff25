import type { Json, JsonObject, RecordedResponse, Variables } from './recordings';
import type { Answer } from './server';

/**
 * A recorded value with its variables filled in. A text that is one variable becomes that variable's value, whatever
 * its type; variables within a text become text, with `encode`.
 */
export function filledIn(
	value: Json,
	variables: Variables,
	encode: (text: string) => string = String,
): Json {
	if (Array.isArray(value)) return value.map((item) => filledIn(item, variables));
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([key, item]) => [key, filledIn(item, variables)]);
		return Object.fromEntries(entries) as JsonObject;
	}
	if (typeof value !== 'string') return value;
	const [, alone] = /^\{(\w+)\}$/.exec(value) ?? [];
	if (alone !== undefined && alone in variables) return variables[alone];
	return value.replace(/\{(\w+)(:hex)?\}/g, (gap, name: string, hex: string | undefined) => {
		if (!(name in variables)) return gap;
		const text = String(variables[name]);
		return encode(hex ? text.replaceAll('-', '') : text);
	});
}

/** The meaning of a placeholder, unless it is any text. */
const PLACEHOLDERS: Readonly<Record<string, RegExp>> = {
	int: /^\d+$/,
	number: /^[\d.]+$/,
	uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	hex32: /^[0-9a-f]{32}$/,
	hex64: /^[0-9a-f]{64}$/,
	datetime: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/,
	frames: /^[^]+$/,
	request_id: /^[0-9a-f]{32}$/,
};
const ANY_TEXT = /^[^]*$/;

/** How an answer differs from the recorded one, one line per difference. */
export function differencesOf(
	expected: RecordedResponse,
	answer: Answer,
	variables: Variables,
): string[] {
	const found: string[] = [];
	const check = (name: string, wanted: unknown, got: unknown) => {
		if (wanted !== got) found.push(`${name}: expected ${String(wanted)}, got ${String(got)}`);
	};
	check('status', expected.status, answer.status);
	check('content type', expected.content_type ?? null, answer.type);
	if (expected.headers?.allow) check('allow', expected.headers.allow, answer.allow);
	if (expected.text === '<html>') check('page', true, answer.text.includes('<html'));
	else if (expected.body === undefined) check('body', expected.text ?? '', answer.text);
	else found.push(...differencesIn(expected.body, answer.body, 'body', variables));
	if (answer.error !== undefined) found.push(`the sandbox itself failed: ${answer.error}`);
	return found;
}

/** How a value differs from the expected one, one line per difference; `at` is its name there. */
export function differencesIn(
	expected: Json,
	got: Json | undefined,
	at: string,
	variables: Variables,
): string[] {
	const found: string[] = [];
	compare(expected, got, at, { variables, found });
	return found;
}

interface Context {
	variables: Variables;
	/** The lines found so far. */
	found: string[];
}

function compare(expected: Json, got: Json | undefined, at: string, context: Context): void {
	const { variables, found } = context;
	const check = (isEqual: boolean) => {
		if (isEqual) return;
		found.push(`${at}: expected ${brief(filledIn(expected, variables))}, got ${brief(got)}`);
	};
	if (typeof expected === 'string') {
		const wanted = filledIn(expected, variables);
		// The recordings write keys the same way whether they were sent as numbers or as text.
		if (/^\{\w+\}$/.test(expected)) return check(String(wanted) === String(got));
		return check(matches(String(wanted), got));
	}
	if (typeof expected !== 'object' || expected === null) return check(expected === got);
	if (typeof got !== 'object' || got === null) return check(false);
	if (Array.isArray(expected) !== Array.isArray(got)) return check(false);
	const [a, b] = [arranged(expected, at), arranged(got, at)];
	const [wantedKeys, keys] = [keysOf(a, at), keysOf(b, at)];
	if (String(wantedKeys) !== String(keys))
		found.push(`${at}: expected keys ${brief(wantedKeys)}, got ${brief(keys)}`);
	for (const key of Object.keys(a)) {
		if (key in b) compare(a[key], b[key], `${at}.${key}`, context);
	}
}

/** An object or list by its keys; lists without a meaningful order are sorted. */
function arranged(value: Json[] | JsonObject, at: string): JsonObject {
	const isUnordered = Array.isArray(value) && at.endsWith('system_permissions');
	return { ...(isUnordered ? value.toSorted() : value) } as JsonObject;
}

/** The keys in their order, which PostgreSQL does not keep within `attributes` and `context`. */
function keysOf(value: JsonObject, at: string): string[] {
	const keys = Object.keys(value);
	return /\.(attributes|context)$/.test(at) ? keys.sort() : keys;
}

function matches(expected: string, got: Json | undefined): boolean {
	if (expected === '<object>') return typeof got === 'object' && got !== null;
	const [, alone] = /^<(\w+)>$/.exec(expected) ?? [];
	if (alone !== undefined) return (PLACEHOLDERS[alone] ?? ANY_TEXT).test(String(got));
	if (typeof got !== 'string') return false;
	const pattern = expected
		.split(/(<\w+>)/)
		.map((part) => {
			const [, name] = /^<(\w+)>$/.exec(part) ?? [];
			if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			return (PLACEHOLDERS[name] ?? ANY_TEXT).source.slice(1, -1);
		})
		.join('');
	return new RegExp(`^${pattern}$`).test(got);
}

function brief(value: Json | undefined): string {
	const text = value === undefined ? 'nothing' : JSON.stringify(value);
	return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
