import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { exchange } from './exchange';
import type { Subject } from './explain';
import { hasStatus } from './failure';
import { assertApiResponse } from './apiResponse';
import { secretsIn } from './redact';
import type { Sender } from './session';
import { sessionOf } from './session';
import { settled } from './settled';

/** Options of every request to authentik. */
export const commonOptions = {
	// authentik translates its messages to the requested language.
	headers: { Accept: 'application/json', 'Accept-Language': 'en' },
	// Django reads lists only as repeated parameters.
	arrayFormat: 'repeat',
	// A redirect would pass the token on, and turn a POST into a GET.
	disableFollowRedirect: true,
	// We explain statuses ourselves. These stay errors, because n8n renews an OAuth2 token only on an error: on 403, if
	// the credential says so, or else on 401.
	ignoreHttpStatusErrors: { ignore: true, except: [401, 403] },
} satisfies Partial<IHttpRequestOptions>;

/** n8n's timeout for requests of its routing, unless the user sets Timeout under Request Options. */
const DEFAULT_TIMEOUT_MS = 300_000;

/**
 * One request outside n8n's routing: for pickers and for operations with more than one request.
 * @param options `url` is the path below the API's root, with a leading and a trailing slash
 * @returns the body of the response
 * @throws NodeApiError see exchange()
 */
export async function request<T>(
	sender: Sender,
	options: Pick<IHttpRequestOptions, 'url' | 'method' | 'qs' | 'body'>,
	subject: Subject,
): Promise<T> {
	const session = await sessionOf(sender);
	return await exchange(sender, {
		...session,
		secrets: [...session.secrets, ...secretsIn(options.body)],
		method: options.method ?? 'GET',
		signal: 'getExecutionCancelSignal' in sender ? sender.getExecutionCancelSignal() : undefined,
		subject,
		itemIndex: 'getItemIndex' in sender ? sender.getItemIndex() : undefined,
		send: async () => {
			const response = (await sender.helpers.httpRequestWithAuthentication.call(
				sender,
				session.credential,
				{
					...commonOptions,
					...options,
					baseURL: session.server,
					timeout: Number(sender.getNodeParameter('requestOptions.timeout', DEFAULT_TIMEOUT_MS)),
					skipSslCertificateValidation: session.ignoreSslIssues,
					returnFullResponse: true,
				},
			)) as IN8nHttpFullResponse;
			assertApiResponse(response);
			return response.body as T;
		},
	});
}

/**
 * The result, or undefined if the token's user may not see it: for information that is useful but not required.
 * @param asking one or more requests
 * @throws everything but authentik's 403 and 404
 */
export async function ifVisible<T>(asking: Promise<T>): Promise<T | undefined> {
	const outcome = await settled(asking);
	if (outcome.status === 'fulfilled') return outcome.value;
	if (hasStatus(outcome.reason, 403, 404)) return undefined;
	throw outcome.reason;
}
