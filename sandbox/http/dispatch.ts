import { randomBytes } from 'node:crypto';

import { authenticate } from '../authentik/tokens/authentication';
import type { Answer, Authentik, Call } from '../core/call';
import { BEHAVIOUR, holds } from '../core/releases';
import { Crash, detail, Refusal, type ErrorBody } from '../drf/errors';
import { TEXTS, words, type Message } from '../drf/messages';
import { metadataOf } from '../drf/metadata';
import { allowOf, type Method, type View } from '../drf/view';
import { pythonReady } from '../python/run';
import { checkAccept, languageOf, readBody } from './negotiation';

/** A request as it arrived. */
export interface Incoming {
	method: string;
	path: string;
	/** The value of the answer's `X-authentik-id`. */
	id: string;
	query: string;
	headers: Readonly<Record<string, string>>;
	body: string;
	params: Readonly<Record<string, string>>;
}

/** An answer as it is sent. */
export interface Outgoing {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** Answers one request to a view in the order of Django REST Framework's checks. */
export async function dispatch(
	view: View,
	incoming: Incoming,
	authentik: Authentik,
): Promise<Outgoing> {
	const headers: Record<string, string> = view.isOutsideApi ? {} : { allow: allowOf(view) };
	try {
		const { status, body } = await run(view, incoming, authentik);
		return json(status, body, headers);
	} catch (error) {
		if (error instanceof Refusal)
			return json(error.status, bodyOf(error, incoming, authentik), headers);
		// This header distinguishes a bug of the sandbox from a crash that authentik also has.
		const mistake = error instanceof Crash ? undefined : String(error);
		return page(incoming.method, 500, mistake ? { 'x-sandbox-error': mistake } : undefined);
	}
}

async function run(view: View, incoming: Incoming, authentik: Authentik): Promise<Answer> {
	const { method, path, id, headers, params } = incoming;
	const query = new URLSearchParams(incoming.query);
	if (!view.isOutsideApi) checkAccept(headers.accept ?? '*/*', query);
	const call: Call = {
		authentik,
		method,
		path,
		id,
		params,
		query,
		headers,
		text: incoming.body,
		user: view.isOutsideApi
			? undefined
			: authenticate(authentik, headers.authorization?.trim() ?? ''),
		body: () => readBody(incoming.body, headers['content-type'] ?? ''),
	};
	if (!call.user && !view.anonymous && !view.isOutsideApi) throw detail(403, TEXTS.anonymous);
	if (method === 'OPTIONS') return { status: 200, body: metadataOf(view, call) };
	const handler = view.handlers[(method === 'HEAD' ? 'GET' : method) as Method];
	if (!handler) throw detail(405, TEXTS.method, { method });
	if (view.needsPython && method !== 'GET') await pythonReady();
	return await handler(call);
}

function bodyOf({ body }: Refusal, { headers }: Incoming, { release }: Authentik): unknown {
	const german = holds(release, BEHAVIOUR.germanMessages);
	const language = german ? languageOf(headers['accept-language'] ?? '') : 'en';
	const say = (one: Message) => words(one, language);
	const shape = (value: ErrorBody): unknown => {
		if (Array.isArray(value)) return value.map(say);
		const entries = Object.entries(value);
		return Object.fromEntries(
			entries.map(([key, one]) => [key, Array.isArray(one) ? one.map(say) : say(one)]),
		);
	};
	return shape(body);
}

function json(status: number, body: unknown, headers: Record<string, string>): Outgoing {
	if (body === undefined) return { status, headers, body: '' };
	return {
		status,
		headers: { ...headers, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	};
}

/** Django's answer where there is no view, and where one crashed: its error pages are for GET only. */
function page(method: string, status: number, extra?: Record<string, string>): Outgoing {
	const headers = { 'content-type': 'text/html; charset=utf-8', ...extra };
	if (method === 'GET' || method === 'HEAD') return { status, headers, body: htmlPage(status) };
	const allow = 'GET, HEAD, OPTIONS';
	return { status: method === 'OPTIONS' ? 200 : 405, headers: { ...headers, allow }, body: '' };
}

/** The answer where there is no view. */
export function notRouted(method: string): Outgoing {
	return page(method, 404);
}

/** An error page for people. */
export function htmlPage(status: number): string {
	const title = status === 404 ? 'Not Found' : 'Server Error';
	return `<!DOCTYPE html>
<html lang="en"><head><title>authentik</title></head>
<body><h1>${title}</h1><p>${status}</p></body></html>
`;
}

/** The ID of an answer, as in `X-authentik-id`. */
export function answerId(): string {
	return randomBytes(16).toString('hex');
}
