import type {
	ICredentialDataDecryptedObject,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { apiRoot } from './apiRoot';

export const CREDENTIAL = 'authentikApi';

/** Everything that may send requests: an item of an operation, or a picker in the editor. */
export type Sender = IExecuteSingleFunctions | ILoadOptionsFunctions;

/** What the gate needs to know of the credential in use. */
export interface Session {
	/** Root of the API, without a slash at its end. */
	server: string;
	/** How many requests may be under way at once. */
	limit: number;
	/** Values that must not stand in any text. */
	secrets: string[];
	ignoreSslIssues: boolean;
}

/** All items of one run share the credential: n8n would read and decrypt it again for each. */
const sessions = new WeakMap<object, Promise<Session>>();

/** The session of the credential that `sender` uses. */
export async function sessionOf(sender: Sender): Promise<Session> {
	if (!('getExecuteData' in sender)) return await openSession(sender);
	const run = sender.getExecuteData();
	let session = sessions.get(run);
	if (!session) sessions.set(run, (session = openSession(sender)));
	return await session;
}

async function openSession(sender: Sender): Promise<Session> {
	const credential = await sender.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
	return {
		server: apiRoot(String(credential.baseUrl)),
		limit: Math.max(1, Number(credential.maxConcurrentRequests) || 1),
		secrets: [String(credential.apiToken).trim()],
		ignoreSslIssues: credential.ignoreSslIssues === true,
	};
}
