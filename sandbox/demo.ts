import type { Release } from '../nodes/Authentik/shared/releases';
import { SAFE, startSandbox, type Sandbox } from './index';
import { startScimTarget, type ScimTarget, type ScimTargetRequest } from './scim-target/target';

/** They only give access to a sandbox on this machine, and stay the same so that saved credentials keep working. */
const TOKENS = { akadmin: 'akadmin-demo-token', n8n: 'n8n-demo-token' };

export interface DemoOptions {
	release?: Release;
	/** Of authentik; defaults to any free port. */
	port?: number;
	/** Of the SCIM target; defaults to any free port. */
	targetPort?: number;
	/** Called for every request that reached the SCIM target. */
	onProvision?: (request: ScimTargetRequest) => void;
}

/** A sandbox in which everything succeeds. */
export interface Demo {
	sandbox: Sandbox;
	/** API tokens of akadmin, and of a service account that also has all rights. */
	tokens: typeof TOKENS;
	/** The target of the SCIM provider `CRM`, which is attached to an application. */
	target: ScimTarget;
	/** Key of that provider. */
	provider: number;
	close: () => Promise<void>;
}

/**
 * Starts a sandbox with people, a SCIM target that answers, a recovery flow that can send emails, and two tokens: with
 * one of them for each, a trigger doesn't mistake another workflow's actions for its own events.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
	const { release, port, targetPort, onProvision } = options;
	const target = await startScimTarget({ port: targetPort, onAnswer: onProvision });
	const sandbox = await startSandbox({ release, port, seed: true, token: TOKENS.akadmin, ...SAFE });
	sandbox.addRecoveryFlow();
	sandbox.addToken({ intent: 'api', superuser: true, name: 'n8n', key: TOKENS.n8n });
	const provider = await addSyncingProvider(sandbox, target, { name: 'CRM' });
	await sandbox.settled();
	return {
		sandbox,
		tokens: TOKENS,
		target,
		provider,
		async close() {
			await sandbox.close();
			await target.close();
		},
	};
}

/**
 * Adds a SCIM provider with the mappings that come with authentik, attached to an application: it can sync.
 * @param fields of the provider, in addition to authentik's defaults
 * @returns its key
 */
export async function addSyncingProvider(
	sandbox: Sandbox,
	target: ScimTarget,
	{ name, ...fields }: { name: string; [field: string]: unknown },
): Promise<number> {
	const { results } = (await call(sandbox, 'GET', '/propertymappings/provider/scim/')) as {
		results: Array<{ pk: string; managed: string | null }>;
	};
	const mapping = (kind: string) =>
		results.flatMap(({ pk, managed }) => (managed?.endsWith(`/scim/${kind}`) ? [pk] : []));
	const { pk } = sandbox.addProvider({
		name,
		url: target.url,
		token: 'target',
		property_mappings: mapping('user'),
		property_mappings_group: mapping('group'),
		...fields,
	});
	const slug = name.toLowerCase().replace(/\W+/g, '-');
	const application = { name, slug, backchannel_providers: [pk] };
	await call(sandbox, 'POST', '/core/applications/', application);
	return Number(pk);
}

async function call(
	{ url, token }: Sandbox,
	method: string,
	path: string,
	body?: object,
): Promise<unknown> {
	const response = await fetch(`${url}/api/v3${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}`);
	return await response.json();
}
