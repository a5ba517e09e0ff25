import {
	startScimTarget,
	type ScimTarget,
	type ScimTargetRequest,
} from '../../sandbox/scim-target/target';
import { differencesIn } from './compare';
import {
	isObject,
	type Call,
	type Json,
	type JsonObject,
	type Step,
	type Variables,
} from './recordings';

/** The receiver of authentik's calls: follows what arrives, and compares it with the recording. */
export interface Receiver {
	readonly target: ScimTarget;
	/** A request is about to be sent to authentik. */
	mark(): void;
	/** How what arrived differs from the recorded calls, one line per difference. */
	compare(observed: Call[], variables: Variables): string[];
}

/** The address of the recorded receiver. */
const RECORDED = '127.0.0.1:9900';

/** The steps with the receiver's own address instead of the recorded one. */
export function readdressed(steps: Step[], { target }: Receiver): Step[] {
	const { host } = new URL(target.url);
	return JSON.parse(JSON.stringify(steps).replaceAll(RECORDED, host)) as Step[];
}

/** The paths of the recorded SCIM target that always fail. */
const FAILING = { fail500: [500, 'target exploded'], fail401: [401, 'bad token'] } as const;

/** Starts a SCIM target like the recorded one: more than one in one, by the path's first part. */
export async function listenToScim(): Promise<Receiver> {
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
	return new ScimReceiver(await startScimTarget({ faults }));
}

/** Starts a webhook receiver like the recorded one, which fails on one path. */
export async function listenToWebhooks(): Promise<Receiver> {
	const faults = [
		{ path: '/hook/ok', respond: { status: 200, body: '{"ok": true}' } },
		{ path: '/hook/fail', respond: { status: 500, body: '' } },
	];
	return new WebhookReceiver(await startScimTarget({ faults }));
}

class WebhookReceiver implements Receiver {
	private seen = 0;

	constructor(readonly target: ScimTarget) {}

	/** Calls since the last comparison count, whatever was sent to authentik meanwhile. */
	mark(): void {}

	/**
	 * Multiple workers call at the same time, so the order does not count; nor does the number of attempts, which depends
	 * on the length of the recording.
	 */
	compare(observed: Call[], variables: Variables): string[] {
		const calls = this.target.requests.slice(this.seen);
		this.seen = this.target.requests.length;
		const isFailing = observed.some(({ path }) => path === '/hook/fail');
		const arranged = (all: JsonObject[]) => (isFailing ? distinct(byEvent(all)) : byEvent(all));
		const expected = arranged(observed.map(recordedCall));
		return differencesIn(expected, arranged(calls.map(webhookCall)), 'calls', variables);
	}
}

/** Headers that are authentik's own, not those of its HTTP client. */
const OWN_HEADER = /^(user-agent|accept|content-type|x-.*)$/;

function webhookCall({ method, path, headers = {}, body }: ScimTargetRequest | Call): JsonObject {
	const own = Object.entries(headers)
		.map(([name, value]) => [name.toLowerCase(), value] as const)
		.filter(([name]) => OWN_HEADER.test(name))
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
	return { method, path, headers: Object.fromEntries(own), body: (body ?? null) as Json };
}

/** The recorded texts contain keys of the database, and no name of the client. */
function recordedCall(recorded: Call): JsonObject {
	const text = JSON.stringify(recorded)
		.replace(/'pk': \d+/g, "'pk': <int>")
		.replace(/\/users\/\d+\//g, '/users/<int>/')
		.replaceAll("'user_agent': ''", "'user_agent': '<any>'");
	return webhookCall(JSON.parse(text) as Call);
}

/** What a call is about, which is the same in the recording and in the sandbox. */
function subjectOf({ path, body }: JsonObject): string {
	const { action, context, body: text } = objectOf(body);
	const { app, name } = objectOf(objectOf(context).model);
	const [, told] = /'app': (.*?), 'model_name'/.exec(typeof text === 'string' ? text : '') ?? [];
	return [path, action, app, name, told].map(String).join(' ');
}

function objectOf(value: Json | undefined): JsonObject {
	return isObject(value) ? value : {};
}

function byEvent(calls: JsonObject[]): JsonObject[] {
	return calls.toSorted((a, b) => subjectOf(a).localeCompare(subjectOf(b)));
}

function distinct(calls: JsonObject[]): JsonObject[] {
	return calls.filter((one, at) => at === 0 || subjectOf(one) !== subjectOf(calls[at - 1]));
}

class ScimReceiver implements Receiver {
	private sinceRequest = 0;
	private sinceComparison = 0;

	constructor(readonly target: ScimTarget) {}

	mark(): void {
		this.sinceRequest = this.target.requests.length;
	}

	/**
	 * Requests since the last one to authentik count. The recorded worker was late at times: then all requests since the
	 * last comparison count, in any order.
	 */
	compare(observed: Call[], variables: Variables): string[] {
		const expected = observed.map(scimRequest);
		const [own, all] = [this.sinceRequest, this.sinceComparison].map((from) =>
			this.target.requests.slice(from).map(scimRequest),
		);
		this.sinceComparison = this.target.requests.length;
		const found = differencesIn(expected, own, 'traffic', variables);
		if (all.length === own.length) return found;
		const belated = differencesIn(sorted(expected), sorted(all), 'traffic', variables);
		return belated.length === 0 ? [] : found;
	}
}

function scimRequest({ method, path, body }: ScimTargetRequest | Call): JsonObject {
	return { method, path, body: (body ?? null) as Json };
}

function sorted(requests: JsonObject[]): JsonObject[] {
	const key = ({ method, path, body }: JsonObject) => {
		const known = String(path).replace(/[0-9a-f-]{36}|<uuid>/g, '');
		const { displayName, userName } = objectOf(body);
		return [method, known, displayName ?? userName ?? ''].map(String).join(' ');
	};
	return requests.toSorted((a, b) => key(a).localeCompare(key(b)));
}
