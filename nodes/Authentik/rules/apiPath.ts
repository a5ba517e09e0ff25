import type { AddressFault } from './addressFaults';
import { refuseFaults } from './addressFaults';
import type { Parse } from './rule';
import { text } from './text';

/** The characters that a path may contain (RFC 3986, section 3.3). */
const PATH = /^(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*$/i;

/** What an expression writes for a missing value. */
const LOST = ['', 'undefined', 'null', 'NaN'];

const EXAMPLE = 'Enter the path below /api/v3, such as /core/brands/.';

/** What makes a path useless or would lead elsewhere. The first match counts. */
const FAULTS: readonly AddressFault[] = [
	{
		isIn: (path) => /^[a-z][a-z\d+.-]*:|^\/\//i.test(path),
		message: 'must not contain a host',
		advice: `The token is sent only to the server of the credential. ${EXAMPLE}`,
	},
	{
		isIn: (path) => /[?#]/.test(path),
		message: 'must not contain a query or a fragment',
		advice: 'Enter the query under Additional Fields > Query.',
	},
	{
		isIn: (path) => !PATH.test(path),
		message: 'contains a character that a URL path must not contain',
		advice:
			'Replace placeholders such as {id} with values, and encode special characters in an expression with encodeURIComponent().',
	},
	{
		isIn: (path) => segmentsOf(path).some((segment) => /^\.{1,2}$/.test(segment)),
		message: 'must not contain . or .. as a segment',
		advice: EXAMPLE,
	},
	{
		isIn: (path) => segmentsOf(path).some((segment) => LOST.includes(segment)),
		message: 'has an empty or missing segment',
		advice: 'Check the expressions in it. A value may be missing.',
	},
];

/** The only path in authentik without a trailing slash. */
const WITHOUT_SLASH = '/tasks/workers';

/**
 * The path of a request, below the root of authentik's API. It stays there: no host, and no segments that a server
 * would resolve. Adds a missing leading or trailing slash: authentik redirects without the trailing one.
 */
export const apiPath: Parse<string> = (value, label) => {
	const given = text(value, label).trim();
	refuseFaults(given, label, FAULTS);
	// Paths in the API reference include the root.
	const path = `/${segmentsIn(given).join('/')}`.replace(/^\/api\/v3(?=\/)/, '');
	return path === WITHOUT_SLASH ? path : `${path}/`;
};

/** The parts between the slashes, as written, without leading and trailing slashes. */
function segmentsIn(path: string): string[] {
	return path.replace(/^\/|\/$/g, '').split('/');
}

/** The same parts as a server may read them: it may decode more than once, and treat a backslash as a slash. */
function segmentsOf(path: string): string[] {
	const decoded = path.replace(/%([0-7][\da-f])/gi, (_all, code: string) =>
		String.fromCharCode(parseInt(code, 16)),
	);
	return decoded === path ? segmentsIn(path.replace(/\\/g, '/')) : segmentsOf(decoded);
}
