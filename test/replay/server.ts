import type { Sandbox } from '../../sandbox';
import { filledIn } from './compare';
import type { Receiver } from './traffic';
import { valueAt, type Json, type RecordedRequest, type Variables } from './recordings';

/** The compared parts of an answer. */
export interface Answer {
	status: number;
	/** The content type without its parameters. */
	type: string | null;
	allow: string | undefined;
	text: string;
	/** undefined if it is not JSON. */
	body: Json | undefined;
	/** The stack of an error within the sandbox itself. */
	error: string | undefined;
}

/** Sends a recorded request to the sandbox, its variables filled in. */
export async function send(
	sandbox: Sandbox,
	request: RecordedRequest,
	variables: Variables,
): Promise<Answer> {
	const { method, auth, body, raw, form, content_type: type, outside_api: isOutside } = request;
	const filled = (text: string) => String(filledIn(text, variables));
	const headers = { ...request.headers };
	if (auth === 'admin') headers.authorization = `Bearer ${sandbox.token}`;
	else if (auth !== null) headers.authorization = filled(auth);
	let payload: URLSearchParams | string | undefined;
	if (form) {
		const fields = Object.entries(form).map(([name, value]) => [name, filled(value)] as const);
		payload = new URLSearchParams(Object.fromEntries(fields));
	} else {
		payload = raw === undefined ? textOf(body, variables) : filled(raw);
		if (payload !== undefined) headers['content-type'] = type ?? 'application/json';
	}
	const path = String(filledIn(request.path, variables, encodeURIComponent));
	const address = `${sandbox.url}${isOutside ? '' : '/api/v3'}${path}`;
	return await read(await fetch(address, { method, headers, body: payload, redirect: 'manual' }));
}

function textOf(body: Json | undefined, variables: Variables): string | undefined {
	return body === undefined ? undefined : JSON.stringify(filledIn(body, variables));
}

async function read(response: Response): Promise<Answer> {
	const text = await response.text();
	const type = response.headers.get('content-type')?.split(';')[0] ?? null;
	const isJson = type === 'application/json' && text !== '';
	return {
		status: response.status,
		type,
		allow: response.headers.get('allow') ?? undefined,
		text,
		body: isJson ? (JSON.parse(text) as Json) : undefined,
		error: response.headers.get('x-sandbox-error') ?? undefined,
	};
}

/** The sandbox as a scenario prepares it: with requests of the superuser, or with its own helpers. */
export class Server {
	constructor(
		readonly sandbox: Sandbox,
		private readonly receiver?: Receiver,
	) {}

	/** The address of a SCIM target: the receiver's, or one that nothing is sent to. */
	get targetUrl(): string {
		const { origin } = new URL(this.receiver?.target.url ?? 'http://127.0.0.1:9900');
		return `${origin}/ok/v2`;
	}

	/** The body of an answer. Throws for anything but success. */
	async call(method: string, path: string, body?: Json): Promise<Json | undefined> {
		const answer = await send(this.sandbox, { method, path, body, auth: 'admin' }, {});
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
		return answer.body;
	}

	/** Part of an answer, such as `results.0.pk`. Throws if it does not exist. */
	async value(path: string, part: string): Promise<Json> {
		const value = valueAt(await this.call('GET', path), part);
		if (value === undefined) throw new Error(`GET ${path}: no ${part} in the answer`);
		return value;
	}

	/** Creates an object and returns its key. */
	async create(path: string, fields: Json): Promise<Json> {
		return valueAt(await this.call('POST', path, fields), 'pk') ?? null;
	}

	/** The key of the first object on a list. */
	async first(path: string): Promise<Json> {
		return await this.value(path, 'results.0.pk');
	}
}
