import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { adviceOn } from './advice';
import type { ErrorDetails, Failure } from './failure';
import { explainConnection } from './explainConnection';
import { fieldRefusals } from './fieldRefusals';
import { detailOf, headerOf, isReplacedWorker, isStartupNotice, isTokenRefusal } from './problem';
import { isHeldUp } from './retry';

/** What a request is about. */
export interface Subject {
	/** The permissions it needs, in authentik's code names. */
	permissions: readonly string[];
	/** How the UI calls the fields it sends, by authentik's names. */
	labels?: ReadonlyMap<string, string>;
}

/** A failure in words: what happened, and what to do about it. */
export interface Explanation extends ErrorDetails {
	description: string;
}

export interface Circumstances {
	subject: Subject;
	method: string;
	/** How often the request was sent. */
	tries: number;
	/** Root of the API it went to. */
	server: string;
	/** Whether it was signed with an OAuth2 access token. */
	oauth2: boolean;
}

/** What a request may have done that was dropped on the way, and what to do, by its method. */
const AFTER_DROP: Partial<Record<string, string>> = {
	GET: 'Run the item again.',
	POST: 'The request may have taken effect: look whether it did before you run the item again.',
};

/** The one table from what came back to what the user reads. */
export function explain(failure: Failure, circumstances: Circumstances): Explanation {
	const explanation =
		'code' in failure
			? explainConnection(failure, circumstances.server)
			: explainResponse(failure.response, circumstances);
	if (circumstances.tries > 1) {
		explanation.description = `Tried ${circumstances.tries} times. ${explanation.description}`;
	}
	return explanation;
}

function explainResponse(
	response: IN8nHttpFullResponse,
	circumstances: Circumstances,
): Explanation {
	const status = response.statusCode;
	const { description, ...texts } = textsFor(response, circumstances);
	const requestId = headerOf(response, 'x-authentik-id');
	const trail = requestId
		? `HTTP ${status}, authentik's request id ${requestId}`
		: `HTTP ${status}`;
	return {
		...texts,
		description: `${description} (${trail})`,
		httpCode: String(status),
		...(requestId ? { requestId } : {}),
	};
}

function textsFor(
	response: IN8nHttpFullResponse,
	{ subject, method, server, oauth2 }: Circumstances,
): Omit<Explanation, 'httpCode'> {
	const { statusCode: status, body } = response;
	const detail = detailOf(body);

	if (status >= 300 && status < 400) {
		const target = headerOf(response, 'location') || 'another address';
		return {
			message: 'The server sent the request elsewhere instead of answering it',
			description: `It redirects to ${target}. If that is a login page, a proxy in front of authentik asks for a login: let it pass ${server} without one. Otherwise enter the new address as Base URL of the credential. The token is never sent to another host.`,
		};
	}
	if (status === 400) return explainRefusal(body, detail, subject);
	if (isReplacedWorker(response)) {
		return {
			message: `authentik's web server dropped this ${method} request`,
			description: `It replaces a worker process from time to time. ${AFTER_DROP[method] ?? 'The change may have taken effect; running the item again does no harm.'}`,
		};
	}
	if (isStartupNotice(body) || status === 502 || status === 503 || status === 504) {
		return {
			message: 'authentik cannot be reached behind its front server at the moment',
			description: `It is starting, overloaded or stopped. Wait a minute, then look at authentik's own log.`,
		};
	}
	if (status === 401) {
		return {
			message: 'The token was not accepted',
			description: `authentik itself answers a wrong token with 403, so a proxy in front of it asks for its own login: let it pass ${server} without one.`,
		};
	}
	if (isTokenRefusal(response)) return explainToken(detail, oauth2);
	if (status === 403) return explainForbidden(detail, subject);
	if (status === 404 && detail) {
		return {
			message: `authentik does not have this object, or hides it from this token: ${detail}`,
			description: `Check the ID. An object that the token's user may not view is "not found" as well. Permission needed: ${listed(toView(subject.permissions))}.`,
		};
	}
	if (status === 404) {
		return {
			message: 'There is no authentik API at this address',
			description: `${server} does not know the call. Check the Base URL of the credential; this release of authentik may also lack the call.`,
		};
	}
	if (isHeldUp(method, { response })) {
		return {
			message:
				'authentik could not delete this object, most likely because its worker still uses it',
			description: `Saving or changing an object starts tasks, such as the sync of a SCIM provider, and authentik crashes when a deletion takes them away while they run. The object is still there. Wait until the tasks have ended, then delete again. If that never helps, look in authentik's log for an exception at this time; this release may also lack the call.`,
		};
	}
	if (status === 405 && !detail) {
		// authentik's error pages answer GET only, so its own crashes reach the others as a bare 405.
		return {
			message: `authentik stumbled over this ${method} request, or this release does not have the call`,
			description: `authentik answers both with an empty 405. Its log tells which: look for an exception at this time.`,
		};
	}
	if (status === 429) {
		return {
			message: 'authentik, or a proxy in front of it, asks to send fewer requests',
			description: `Lower Max Concurrent Requests in the credential, or run the workflow later.`,
		};
	}
	if (status >= 500) {
		return {
			message: `authentik stumbled over this ${method} request`,
			description: `Its log tells more: look for an exception at this time.`,
		};
	}
	if (status >= 200 && status < 300) return explainStrangeSuccess(response, server);
	return {
		message: detail ? `authentik refused the request: ${detail}` : 'authentik refused the request',
		description: `The call and this release of authentik do not fit together.`,
	};
}

function explainRefusal(
	body: unknown,
	detail: string,
	{ labels }: Subject,
): Omit<Explanation, 'httpCode'> {
	const code = typeof body === 'object' && body !== null ? (body as { code?: unknown }).code : '';
	if (code === 'denied_license') {
		return {
			message: `authentik is read-only: ${detail}`,
			description: `Its licence has expired or is invalid. Renew it under Enterprise > Licenses in authentik.`,
		};
	}
	const refusals = fieldRefusals(body, labels);
	if (refusals.length === 0) {
		return {
			message: `authentik refused the request${detail ? `: ${detail}` : ' without saying why'}`,
			description: `Check the values given to this node.`,
		};
	}
	const named = refusals.flatMap(({ label }) => (label === undefined ? [] : [`'${label}'`]));
	return {
		message: refusals
			.map(
				({ label, text }) => `authentik refused ${label ? `'${label}'` : 'the request'}: ${text}`,
			)
			.join('; '),
		description:
			refusals.map(({ text }) => adviceOn(text)).find(Boolean) ??
			`Change ${named.length ? listed(named) : 'the values given to this node'} and run again. Nothing was saved.`,
	};
}

function explainToken(detail: string, oauth2: boolean): Omit<Explanation, 'httpCode'> {
	return {
		message: `authentik does not accept the token: ${detail}`,
		description: oauth2
			? `The OAuth2 access token has expired and could not be renewed, or lacks a scope. The provider in authentik must have the mapping of the scope goauthentik.io/api and, for Authorization Code, of offline_access, without which n8n cannot renew the token; then connect the credential again; with Client Credentials, create a new one. n8n before 1.123 does not renew it: update n8n.`
			: `It is mistyped, expired or replaced, its user is inactive, or it is an app password: the API takes only tokens with intent API Token.`,
	};
}

function explainForbidden(detail: string, { permissions }: Subject): Omit<Explanation, 'httpCode'> {
	return {
		message: `authentik does not allow this to the token's user${detail ? `: ${detail}` : ''}`,
		permissions: [...permissions],
		description: `Permission needed: ${listed(permissions)}. Give it to a role of the user under Directory > Roles in authentik. A list in which the user may not see a single object is refused in the same way.`,
	};
}

function explainStrangeSuccess(
	response: IN8nHttpFullResponse,
	server: string,
): Omit<Explanation, 'httpCode'> {
	const type = headerOf(response, 'content-type').split(';')[0] || 'no content type';
	if (type === 'application/json') {
		return {
			message: "authentik's answer was cut off on the way",
			description: `What arrived is no complete JSON. The request itself may have taken effect. Look at the proxies between n8n and authentik.`,
		};
	}
	return {
		message: `This is not an answer of authentik's API (${type})`,
		description: `A web page came back instead of data. Check the Base URL of the credential, and that a proxy passes ${server} without a login page.`,
	};
}

/** Of what a request takes, what a "not found" may be about: what is missing beside is answered with 403. */
function toView(permissions: readonly string[]): readonly string[] {
	const views = permissions.filter((name) => name.includes('.view_'));
	return views.length > 0 ? views : permissions;
}

function listed(names: readonly string[]): string {
	return names.join(' and ') || 'none beyond a valid token';
}
