import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { exchange } from './exchange';
import type { Subject } from './explain';
import { hasStatus } from './failure';
import { assertApiResponse } from './apiResponse';
import { secretsIn } from './redact';
import type { Sender } from './session';
import { sessionOf } from './session';
import { settled } from './settled';

/** What holds for every request to authentik, whoever sends it. */
export const commonOptions = {
	// authentik translates its messages to the language that is asked for.
	headers: { Accept: 'application/json', 'Accept-Language': 'en' },
	// A repeated parameter is the only form of list that Django reads.
	arrayFormat: 'repeat',
	// A redirect would carry the token along, and turn a POST into a GET.
	disableFollowRedirect: true,
	// Statuses are explained by us; these stay errors, because n8n renews an OAuth2 token only on an
	// error: on 403, as the credential tells it, or else on 401.
	ignoreHttpStatusErrors: { ignore: true, except: [401, 403] },
} satisfies Partial<IHttpRequestOptions>;

/** What n8n gives requests of its routing, unless the user sets the Timeout under Request Options. */
const DEFAULT_TIMEOUT_MS = 300_000;

/**
 * One request outside n8n's routing: for pickers and for operations of several requests.
 * @param options `url` is the path below the API's root, beginning and ending with a slash
 * @returns the body of the answer
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
 * What was asked for, or undefined where the token's user may not see it: for what is good to know and not needed.
 * @param asking a request, or several
 * @throws everything but authentik's 403 and 404
 */
export async function ifVisible<T>(asking: Promise<T>): Promise<T | undefined> {
	const outcome = await settled(asking);
	if (outcome.status === 'fulfilled') return outcome.value;
	if (hasStatus(outcome.reason, 403, 404)) return undefined;
	throw outcome.reason;
}
