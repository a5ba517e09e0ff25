import type {
	ICredentialDataDecryptedObject,
	IExecuteSingleFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { DEFAULT_LIMITS } from '../shared/limits';
import { apiRoot } from './apiRoot';
import { bareToken, isSendable } from './bareToken';
import { cachedPerRun } from './runCache';
import { secretsIn } from './redact';
import type { Renew } from './renewal';
import { renewalFor } from './renewal';

/** Everything that may send requests: an item of an operation, a picker in the editor, a trigger. */
export type Sender =
	| IExecuteSingleFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions;

/** What requests need from the credential in use. */
export interface Session {
	/** Name of the credential's type. */
	credential: string;
	/** Root of the API, without a trailing slash. */
	server: string;
	/** How many requests may run at once. */
	limit: number;
	/** How many full syncs may run at once. */
	syncLimit: number;
	/** How long to wait for a sync that is still running, in milliseconds. */
	syncPatience: number;
	/** Values that must not appear in any text. */
	secrets: string[];
	ignoreSslIssues: boolean;
	/** Whether an OAuth2 access token signs the requests. */
	oauth2: boolean;
	/** How to get another access token, if possible. */
	renew?: Renew;
}

/**
 * The session of the credential that `sender` uses. Cached, since n8n would read and decrypt the credential for each
 * item.
 */
export async function sessionOf(sender: Sender): Promise<Session> {
	return await cachedPerRun(sender, 'session', async () => await openSession(sender));
}

async function openSession(sender: Sender): Promise<Session> {
	const oauth2 = sender.getNodeParameter('authentication', 'apiToken') === 'oAuth2';
	const credential = oauth2 ? 'authentikOAuth2Api' : 'authentikApi';
	const data = await sender.getCredentials<ICredentialDataDecryptedObject>(credential);
	const server = apiRoot(String(data.baseUrl));
	if (!/^https?:\/\/[^/]/i.test(server) || !URL.canParse(server)) {
		// The part before an @ is most likely a password.
		const given = String(data.baseUrl).replace(/^.*@/s, '…@');
		throw new NodeOperationError(
			sender.getNode(),
			`'Base URL' of the credential is not a valid URL: "${given}"`,
			{
				description: 'Enter the URL at which you open authentik, such as https://auth.example.com',
			},
		);
	}
	const token = bareToken(String(data.apiToken ?? ''));
	// authentik itself explains a missing token.
	if (token !== '' && !isSendable(token)) {
		throw new NodeOperationError(
			sender.getNode(),
			"'API Token' of the credential must be plain ASCII text without spaces or line breaks",
			{ description: 'Paste only the token, as authentik shows it.' },
		);
	}
	return {
		credential,
		server,
		limit: Math.max(1, numberIn(data, 'maxConcurrentRequests')),
		syncLimit: Math.max(1, numberIn(data, 'maxConcurrentSyncs')),
		syncPatience: numberIn(data, 'maxSyncWait') * 60_000,
		secrets: secretsIn(data),
		ignoreSslIssues: data.ignoreSslIssues === true,
		oauth2,
		renew: oauth2 ? renewalFor(sender, credential) : undefined,
	};
}

/** A number in the credential; its default if the credential was saved before the field existed. */
function numberIn(data: ICredentialDataDecryptedObject, name: keyof typeof DEFAULT_LIMITS): number {
	return Number(data[name]) > 0 ? Number(data[name]) : DEFAULT_LIMITS[name];
}
