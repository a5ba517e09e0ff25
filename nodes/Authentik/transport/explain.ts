import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { adviceOn } from './advice';
import type { Explanation, Failure } from './failure';
import { explainConnection } from './explainConnection';
import { fieldRefusals } from './fieldRefusals';
import {
	detailOf,
	headerOf,
	isReplacedWorker,
	isStartupNotice,
	isTokenRefusal,
} from './apiResponse';
import { isHeldUp } from './retry';

/** What a request is about. */
export interface Subject {
	/** The permissions it needs, in authentik's code names; omitted if unknown. */
	permissions?: readonly string[];
	/** The labels of the fields it sends, by authentik's names. */
	labels?: ReadonlyMap<string, string>;
}

export interface Circumstances {
	subject: Subject;
	method: string;
	/** How often the request was sent. */
	tries: number;
	/** Root of the API that the request went to. */
	server: string;
	/** Whether it was signed with an OAuth2 access token. */
	oauth2: boolean;
}

/** What a request may have changed although its response was lost, and what to do, by method. */
const AFTER_DROP: Partial<Record<string, string>> = {
	GET: 'Run the item again.',
	POST: 'Check whether the change took effect before you run the item again.',
};

/** The one mapping from a failure to the text for the user. */
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
		? `HTTP ${status}, authentik's request ID ${requestId}`
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
			message: 'The server redirected the request',
			description: `The redirect leads to ${target}. If that is a login page, configure the proxy in front of authentik to pass ${server} without a login. Otherwise, enter the new address as Base URL in the credential. The token is never sent to another host.`,
		};
	}
	if (status === 400) return explainRefusal(body, detail, subject);
	if (isReplacedWorker(response)) {
		return {
			message: `authentik's web server dropped the ${method} request`,
			description: `${AFTER_DROP[method] ?? 'Run the item again. The change may have taken effect already; repeating it is safe.'} authentik drops requests when it replaces a web worker.`,
		};
	}
	if (isStartupNotice(body) || status === 502 || status === 503 || status === 504) {
		return {
			message: "authentik can't be reached behind its reverse proxy",
			description: `Wait a minute, then check authentik's log. authentik is starting, overloaded or stopped.`,
		};
	}
	if (status === 401) {
		return {
			message: 'A proxy in front of authentik requires a login',
			description: `Configure the proxy to pass ${server} without a login. This response is not from authentik, which returns 403 for a wrong token.`,
		};
	}
	if (isTokenRefusal(response)) return explainToken(detail, oauth2);
	if (status === 403) return explainForbidden(detail, subject);
	if (status === 404 && detail) {
		return {
			isMissing: true,
			message: `authentik can't find the object, or the token's user can't view it: ${detail}`,
			description: `Check the ID. authentik also returns 404 for an object that the token's user can't view. ${needed(subject.permissions && toView(subject.permissions))}`,
		};
	}
	if (status === 404) {
		return {
			message: 'No authentik API was found at this address',
			description: `Check ${subject.permissions ? 'the Base URL of the credential' : 'the path and the method, and the Base URL of the credential'}. ${server} does not support the request; this release of authentik may not have it.`,
		};
	}
	if (isHeldUp(method, { response })) {
		return {
			message: 'authentik could not delete the object, probably because its worker still uses it',
			description: `Wait until the tasks of the object have ended, then delete it again. Saving an object starts tasks, such as the sync of a SCIM provider, and authentik fails to delete an object while they run. The object still exists. If this persists, check authentik's log for an exception at this time; this release may not have the request.`,
		};
	}
	if (status === 405 && !detail) {
		// authentik's error pages answer GET only, so other methods see its crashes as a bare 405.
		return {
			message: `authentik failed to process the ${method} request, or this release does not have it`,
			description: `Check authentik's log for an exception at this time. authentik returns an empty 405 in both cases.`,
		};
	}
	if (status === 429) {
		return {
			message: 'The rate limit of authentik, or of a proxy in front of it, was reached',
			description: `Lower Max Concurrent Requests in the credential, or run the workflow again later.`,
		};
	}
	if (status >= 500) {
		return {
			message: `authentik failed to process the ${method} request`,
			description: `Check authentik's log for an exception at this time.`,
		};
	}
	if (status >= 200 && status < 300) return explainStrangeSuccess(response, server);
	return {
		message: detail
			? `authentik rejected the request: ${detail}`
			: 'authentik rejected the request',
		description: `Update authentik or this node. This release of authentik may not have the request.`,
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
			description: `Renew the license under Enterprise > Licenses in authentik. It has expired or is invalid.`,
		};
	}
	const refusals = fieldRefusals(body, labels);
	if (refusals.length === 0) {
		return {
			message: `authentik rejected the request${detail ? `: ${detail}` : ' without giving a reason'}`,
			description: `Check the values of the parameters.`,
		};
	}
	const named = refusals.flatMap(({ label }) => (label === undefined ? [] : [`'${label}'`]));
	return {
		message: refusals
			.map(
				({ label, text }) => `authentik rejected ${label ? `'${label}'` : 'the request'}: ${text}`,
			)
			.join('; '),
		description:
			refusals.map(({ text }) => adviceOn(text)).find(Boolean) ??
			`Change ${named.length ? listed(named) : 'the values of the parameters'} and run the item again. Nothing was saved.`,
	};
}

function explainToken(detail: string, oauth2: boolean): Omit<Explanation, 'httpCode'> {
	return {
		message: `authentik does not accept the token: ${detail}`,
		description: oauth2
			? `Add the mapping of the scope goauthentik.io/api and, for Authorization Code, of offline_access to the provider in authentik. Then connect the credential again or, with Client Credentials, create a new one. The OAuth2 access token lacks a scope, or has expired and can't be renewed. n8n before 1.123 does not renew it: update n8n.`
			: `Enter a token with intent API Token in the credential. The current one has a typo, has expired or was replaced, belongs to an inactive user, or is an app password, which the API does not accept.`,
	};
}

function explainForbidden(detail: string, { permissions }: Subject): Omit<Explanation, 'httpCode'> {
	return {
		message: `authentik denied access to the token's user${detail ? `: ${detail}` : ''}`,
		...(permissions ? { permissions: [...permissions] } : {}),
		description: `${needed(permissions)} In authentik, assign it to a role of the user under Directory > Roles. authentik also denies access to a list if the user can't view any object in it.`,
	};
}

function explainStrangeSuccess(
	response: IN8nHttpFullResponse,
	server: string,
): Omit<Explanation, 'httpCode'> {
	const type = headerOf(response, 'content-type').split(';')[0] || 'no content type';
	if (type === 'application/json') {
		return {
			message: "authentik's response is incomplete",
			description: `Check the proxies between n8n and authentik. The response is not complete JSON. The request may have taken effect.`,
		};
	}
	return {
		message: `The response is not from authentik's API (${type})`,
		description: `Check the Base URL of the credential, and that any proxy passes ${server} without a login. The server returned a web page instead of data.`,
	};
}

/** The permissions that a "not found" may be about: other missing permissions cause a 403. */
function toView(permissions: readonly string[]): readonly string[] {
	const views = permissions.filter((name) => name.includes('.view_'));
	return views.length > 0 ? views : permissions;
}

function needed(permissions?: readonly string[]): string {
	if (permissions) return `Permission needed: ${listed(permissions)}.`;
	return 'Permission needed: that of the object and the action, such as authentik_brands.change_brand to change a brand.';
}

function listed(names: readonly string[]): string {
	if (names.length === 0) return 'none beyond a valid token';
	if (names.length < 3) return names.join(' and ');
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
