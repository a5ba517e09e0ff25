/** What reaches the receiver of a recording, and how it is compared. */
import { startScimTarget } from '../../sandbox/target.ts';
import { differencesIn } from './compare.ts';

/** The address that the recordings give the receiver. */
const RECORDED = '127.0.0.1:9900';

/** The parts of the SCIM target that fail whatever is asked. */
const FAILING = { fail500: [500, 'target exploded'], fail401: [401, 'bad token'] };

/** A SCIM target such as the recorded one, several in one: the first part of the path tells. */
export async function listenToScim() {
	const faults = Object.entries(FAILING).map(([name, [status, detail]]) => ({
		path: new RegExp(`^/${name}/`),
		respond: {
			status,
			body: {
				schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
				status: String(status),
				detail,
			},
		},
	}));
	return new Traffic(await startScimTarget({ faults }));
}

/** The steps with the target's own address in the place of the recorded one. */
export function readdressed(steps, target) {
	return JSON.parse(JSON.stringify(steps).replaceAll(RECORDED, new URL(target.url).host));
}

/** A receiver of webhooks such as the recorded one, of which one path fails. */
export async function listenToWebhooks() {
	const faults = [
		{ path: '/hook/ok', respond: { status: 200, body: '{"ok": true}' } },
		{ path: '/hook/fail', respond: { status: 500, body: '' } },
	];
	return new Calls(await startScimTarget({ faults }));
}

/** Follows the calls of webhooks. */
class Calls {
	#seen = 0;

	constructor(target) {
		this.target = target;
	}

	/** Calls are compared since the last look, whatever was sent to authentik meanwhile. */
	mark() {}

	/**
	 * How what arrived differs from what was recorded. Several workers call at the same time, so that
	 * the order counts for nothing; nor does the number of attempts, which depends on how long the
	 * recording went on.
	 */
	compare(step, variables) {
		const calls = this.target.requests.slice(this.#seen);
		this.#seen = this.target.requests.length;
		const isFailing = step.observed.some(({ path }) => path === '/hook/fail');
		const arranged = (all) => (isFailing ? distinct(byEvent(all)) : byEvent(all));
		const expected = arranged(step.observed.map(recordedCall));
		return differencesIn(expected, arranged(calls.map(call)), 'calls', variables);
	}
}

/** Headers that are authentik's own, not those of the library that sends. */
const OWN_HEADER = /^(user-agent|accept|content-type|x-.*)$/;

function call({ method, path, headers, body }) {
	const own = Object.entries(headers)
		.map(([name, value]) => [name.toLowerCase(), value])
		.filter(([name]) => OWN_HEADER.test(name))
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
	return { method, path, headers: Object.fromEntries(own), body };
}

/** The recorded texts have keys of the database in them, and a client that did not tell its name. */
function recordedCall(recorded) {
	const text = JSON.stringify(recorded)
		.replace(/'pk': \d+/g, "'pk': <int>")
		.replace(/\/users\/\d+\//g, '/users/<int>/')
		.replaceAll("'user_agent': ''", "'user_agent': '<any>'");
	return call(JSON.parse(text));
}

/** What a call is about, the same in a recording and here. */
function subjectOf({ path, body }) {
	const { app, name } = body.context?.model ?? {};
	const [, told] = /'app': (.*?), 'model_name'/.exec(body.body ?? '') ?? [];
	return `${path} ${body.action} ${app} ${name} ${told}`;
}

function byEvent(calls) {
	return calls.toSorted((a, b) => subjectOf(a).localeCompare(subjectOf(b)));
}

function distinct(calls) {
	return calls.filter((one, at) => at === 0 || subjectOf(one) !== subjectOf(calls[at - 1]));
}

/** Follows what reaches the SCIM target. */
class Traffic {
	#own = 0;
	#observed = 0;

	constructor(target) {
		this.target = target;
	}

	/** A request is about to be sent to authentik. */
	mark() {
		this.#own = this.target.requests.length;
	}

	/**
	 * How what arrived differs from what was recorded: since the last request, or, as the recorded
	 * worker was late at times, since the last look, whatever the order then.
	 */
	compare(step, variables) {
		const expected = step.observed.map(shown);
		const [own, all] = [this.#own, this.#observed].map((from) =>
			this.target.requests.slice(from).map(shown),
		);
		this.#observed = this.target.requests.length;
		const found = differencesIn(expected, own, 'traffic', variables);
		if (all.length === own.length) return found;
		const belated = differencesIn(sorted(expected), sorted(all), 'traffic', variables);
		return belated.length === 0 ? [] : found;
	}
}

function shown({ method, path, body }) {
	return { method, path, body: body ?? null };
}

function sorted(requests) {
	const key = ({ method, path, body }) => {
		const known = path.replace(/[0-9a-f-]{36}|<uuid>/g, '');
		return `${method} ${known} ${body?.displayName ?? body?.userName ?? ''}`;
	};
	return requests.toSorted((a, b) => key(a).localeCompare(key(b)));
}
