import type { Release } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';

/** The official client, in the shape of its newest release; older ones lack some of its methods. */
export type Client = typeof import('@goauthentik/api-2026.8');

/**
 * The official client of a release, from the file that bundleClients.ts creates. The package version behind each alias
 * is in package.json: version names of clients lag behind the server's.
 */
export async function clientOf(release: Release): Promise<Client> {
	const bundle: string = `../../.cache/clients/${release}.js`;
	return (await import(bundle)) as Client;
}

/** A configuration with which the client connects to the sandbox. */
export function configurationFor({ Configuration }: Client, sandbox: Sandbox) {
	return new Configuration({ basePath: `${sandbox.url}/api/v3`, accessToken: sandbox.token });
}

/** `snake_case` as the client writes it. */
export function camelCase(name: string): string {
	return name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** The top-level keys of an answer that the client drops. */
export function keysLost(answer: object, decoded: object): string[] {
	return Object.keys(answer).filter((key) => !(camelCase(key) in decoded));
}
