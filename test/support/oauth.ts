import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { api } from './api';
import type { OAuth2Client } from './codeFlow';
import { signInByCode } from './codeFlow';
import type { CredentialTable } from './credentials';
import { authentikNode, startEngine, type Outcome } from './engine';
import { workflowWith } from './node';

/** The address that n8n shows as OAuth Redirect URL. */
export const REDIRECT_URL = 'https://n8n.example.com/rest/oauth2-credential/callback';

/** The secret of every client that `addClient` creates. */
export const CLIENT_SECRET = 'n8n-secret';

async function firstPk(sandbox: Sandbox, path: string): Promise<string> {
	return (await api<{ results: Array<{ pk: string }> }>(sandbox, 'GET', path)).results[0].pk;
}

let clients = 0;

/**
 * An OAuth2 provider with its application, as an administrator sets it up for n8n.
 * @param scopes the scopes that it has mappings for
 * @param fields more fields of the provider
 */
export async function addClient(sandbox: Sandbox, scopes: string[], fields: IDataObject = {}) {
	const id = `n8n-${(clients += 1)}`;
	const mapping = async (scope: string) =>
		await firstPk(sandbox, `/propertymappings/provider/scope/?scope_name=${scope}`);
	const { pk } = await api<{ pk: number }>(sandbox, 'POST', '/providers/oauth2/', {
		name: id,
		authorization_flow: await firstPk(sandbox, '/flows/instances/?designation=authorization'),
		invalidation_flow: await firstPk(sandbox, '/flows/instances/?designation=invalidation'),
		property_mappings: await Promise.all(scopes.map(mapping)),
		client_type: 'confidential',
		client_id: id,
		client_secret: CLIENT_SECRET,
		redirect_uris: [{ matching_mode: 'strict', url: REDIRECT_URL }],
		...fields,
	});
	await api(sandbox, 'POST', '/core/applications/', { name: id, slug: id, provider: pk });
	return { id, pk };
}

/** The credential of a client as a user enters it into n8n. */
export function credentials(
	sandbox: Sandbox,
	clientId: string,
	more: ICredentialDataDecryptedObject = {},
): CredentialTable {
	return {
		authentikOAuth2Api: {
			baseUrl: `${sandbox.url}/if/admin/#/`,
			grantType: 'clientCredentials',
			clientId,
			clientSecret: CLIENT_SECRET,
			maxConcurrentRequests: 4,
			...more,
		},
	};
}

/**
 * Signs in as n8n does when somebody clicks Connect, and stores the token.
 * @param user who is signed in to authentik in the browser
 * @returns the address that the browser opens
 */
export async function connect(
	sandbox: Sandbox,
	table: CredentialTable,
	user: number,
): Promise<URL> {
	const { additionalData, node } = (await startEngine(table)).parts(authentikNode({}));
	const type = 'authentikOAuth2Api';
	const details = node.credentials![type];
	const data = (await additionalData.credentialsHelper.getDecrypted(
		additionalData,
		details,
		type,
		'internal',
	)) as OAuth2Client;
	const { address, oauthTokenData } = await signInByCode(data, REDIRECT_URL, (opened) =>
		sandbox.authorize(opened, user),
	);
	await additionalData.credentialsHelper.updateCredentialsOauthTokenData(
		details,
		type,
		{ oauthTokenData },
		additionalData,
	);
	return new URL(address);
}

/** The token endpoint's answer to the client itself. */
export async function askForTokens({ url }: Sandbox, id: string, values: Record<string, string>) {
	const form = new URLSearchParams({ client_id: id, client_secret: CLIENT_SECRET, ...values });
	const response = await fetch(`${url}/application/o/token/`, { method: 'POST', body: form });
	return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** Lists the SCIM providers with a credential, once for each item. */
export async function listProviders(
	table: CredentialTable,
	items = 1,
): Promise<{ items: INodeExecutionData[]; error: Outcome['error'] }> {
	const engine = await startEngine(table);
	const { out, error } = await engine.runWorkflow(
		workflowWith({
			authentication: 'oAuth2',
			resource: 'scimProvider',
			operation: 'getAll',
			returnAll: true,
		}),
		Array.from({ length: items }, () => ({ json: {} })),
	);
	return { items: out('authentik') ?? [], error };
}
