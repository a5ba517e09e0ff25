import { listOf, valueAt, type Json, type JsonObject, type Step } from './recordings';
import type { Server } from './server';

/**
 * Groups reach the SCIM target in the order of their keys, which are random: a scenario begins anew
 * until the order is the recorded one.
 */
export function isOrderOfGroups(steps: Step[], groupKeys: Json): boolean {
	const created = steps
		.map((step) => ('observed' in step ? step.observed : []))
		.map((calls) =>
			calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/Groups')),
		)
		.find((calls) => calls.length > 0);
	const keys = (created ?? []).map(({ body }) =>
		valueAt(groupKeys, String(valueAt(body, 'displayName'))),
	);
	return String(keys) === String(keys.toSorted());
}

/** The keys of all groups by their names. */
export async function groupKeysOf(server: Server): Promise<JsonObject> {
	const groups = listOf(valueAt(await server.call('GET', '/core/groups/'), 'results'));
	return Object.fromEntries(
		groups.map((group) => [String(valueAt(group, 'name')), valueAt(group, 'pk') ?? null]),
	);
}
