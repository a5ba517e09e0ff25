import type { Release } from '../nodes/Authentik/shared/releases';
import { SAFE, startSandbox, type Sandbox } from './index';
import { startScimTarget, type ScimTarget, type ScimTargetRequest } from './scim-target/target';

/** They open nothing but a sandbox on this machine, and stay the same so that saved credentials keep working. */
const TOKENS = { akadmin: 'akadmin-demo-token', n8n: 'n8n-demo-token' };

export interface DemoOptions {
	release?: Release;
	/** Of authentik; any free one unless told. */
	port?: number;
	/** Of the SCIM target; any free one unless told. */
	targetPort?: number;
	/** Told of every request that reached the SCIM target. */
	onProvision?: (request: ScimTargetRequest) => void;
}

/** A sandbox in which everything comes to a good end. */
export interface Demo {
	sandbox: Sandbox;
	/** API tokens of akadmin, and of a service account that may do everything, too. */
	tokens: typeof TOKENS;
	/** What the SCIM provider `CRM` provisions people to; it is attached to an application. */
	target: ScimTarget;
	/** Key of that provider. */
	provider: number;
	close: () => Promise<void>;
}

/**
 * Starts a sandbox with people, a SCIM target that answers, a recovery flow that can send emails, and two tokens: with
 * one of them for each, a trigger doesn't take for its own events what another workflow does.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
	const { release, port, targetPort, onProvision } = options;
	const target = await startScimTarget({ port: targetPort, onAnswer: onProvision });
	const sandbox = await startSandbox({ release, port, seed: true, token: TOKENS.akadmin, ...SAFE });
	sandbox.addRecoveryFlow();
	sandbox.addToken({ intent: 'api', superuser: true, name: 'n8n', key: TOKENS.n8n });
	return {
		sandbox,
		tokens: TOKENS,
		target,
		provider: await addCrm(sandbox, target.url),
		async close() {
			await sandbox.close();
			await target.close();
		},
	};
}

/** The SCIM provider, and its application: an authentik syncs no provider without one. */
async function addCrm(sandbox: Sandbox, url: string): Promise<number> {
	const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
		const response = await fetch(`${sandbox.url}/api/v3${path}`, {
			method,
			headers: {
				authorization: `Bearer ${sandbox.token}`,
				'content-type': 'application/json',
			},
			body: body && JSON.stringify(body),
		});
		return (await response.json()) as T;
	};
	const mappings = '/propertymappings/provider/scim/?managed__isnull=false';
	const { results } = await call<{ results: Array<{ pk: string; managed: string }> }>(
		'GET',
		mappings,
	);
	const mapping = (kind: string) =>
		results.filter(({ managed }) => managed.endsWith(`/scim/${kind}`)).map(({ pk }) => pk);
	const { pk } = sandbox.addProvider({
		name: 'CRM',
		url,
		token: 'crm-demo-token',
		property_mappings: mapping('user'),
		property_mappings_group: mapping('group'),
	});
	const application = { name: 'CRM', slug: 'crm', backchannel_providers: [pk] };
	await call('POST', '/core/applications/', application);
	await sandbox.settled();
	return Number(pk);
}
