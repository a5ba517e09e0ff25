/** A recorded value with its variables filled in: alone they keep their type, in a text they are text. */
export function filledIn(value, variables, encode = String) {
	if (Array.isArray(value)) return value.map((item) => filledIn(item, variables));
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).map(([key, item]) => [key, filledIn(item, variables)]);
		return Object.fromEntries(entries);
	}
	if (typeof value !== 'string') return value;
	const alone = /^\{(\w+)\}$/.exec(value);
	if (alone && alone[1] in variables) return variables[alone[1]];
	return value.replace(/\{(\w+)(:hex)?\}/g, (gap, name, hex) => {
		if (!(name in variables)) return gap;
		const text = String(variables[name]);
		return encode(hex ? text.replaceAll('-', '') : text);
	});
}

/** What stands in a recording for something that differs from run to run. */
const WILDCARDS = {
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

/** Each way in which an answer is not the recorded one, in words. */
export function differencesOf(expected, answer, variables) {
	const found = [];
	const check = (name, wanted, got) => {
		if (wanted !== got) found.push(`${name}: expected ${wanted}, got ${got}`);
	};
	check('status', expected.status, answer.status);
	check('content type', expected.content_type ?? null, answer.type);
	if (expected.headers?.allow) check('allow', expected.headers.allow, answer.allow);
	if (expected.text === '<html>') check('page', true, /<html/.test(answer.text));
	else if (expected.body === undefined) check('body', expected.text ?? '', answer.text);
	else compare(expected.body, answer.body, 'body', { variables, found });
	if (answer.error) found.push(`the sandbox made a mistake: ${answer.error}`);
	return found;
}

/** Each way in which a value is not the expected one, in words. */
export function differencesIn(expected, got, at, variables) {
	const found = [];
	compare(expected, got, at, { variables, found });
	return found;
}

function compare(expected, got, at, context) {
	const { variables, found } = context;
	const differ = () =>
		found.push(`${at}: expected ${brief(filledIn(expected, variables))}, got ${brief(got)}`);
	// The recordings write keys alike whether they were sent as numbers or as text.
	if (/^\{\w+\}$/.test(expected))
		return String(filledIn(expected, variables)) === String(got) ? undefined : differ();
	if (typeof expected === 'string')
		return matches(filledIn(expected, variables), got) ? undefined : differ();
	if (typeof expected !== 'object' || expected === null)
		return expected === got ? undefined : differ();
	if (typeof got !== 'object' || got === null || Array.isArray(got) !== Array.isArray(expected))
		return differ();
	const isUnordered = at.endsWith('system_permissions');
	const [a, b] = isUnordered ? [expected.toSorted(), got.toSorted()] : [expected, got];
	if (String(keysOf(a, at)) !== String(keysOf(b, at)))
		found.push(`${at}: expected keys ${brief(keysOf(a, at))}, got ${brief(keysOf(b, at))}`);
	for (const key of Object.keys(a)) if (key in b) compare(a[key], b[key], `${at}.${key}`, context);
}

/** The keys in their order; PostgreSQL does not keep that of `attributes`. */
function keysOf(value, at) {
	const keys = Object.keys(value);
	return /\.(attributes|context)$/.test(at) ? keys.sort() : keys;
}

function matches(expected, got) {
	if (expected === '<object>') return typeof got === 'object' && got !== null;
	const alone = /^<(\w+)>$/.exec(expected);
	if (alone) return (WILDCARDS[alone[1]] ?? ANY_TEXT).test(String(got));
	if (typeof got !== 'string') return false;
	const pattern = expected
		.split(/(<\w+>)/)
		.map((part) => {
			const wildcard = /^<(\w+)>$/.exec(part);
			if (!wildcard) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			return (WILDCARDS[wildcard[1]] ?? ANY_TEXT).source.slice(1, -1);
		})
		.join('');
	return new RegExp(`^${pattern}$`).test(got);
}

function brief(value) {
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
