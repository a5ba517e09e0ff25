import { listOf, valueAt, type Json, type JsonObject, type Step } from './recordings';
import type { Server } from './server';

/**
 * Groups reach the SCIM target in the order of their keys, which are random. Whether the groups that
 * exist come in the recorded order.
 */
export async function areGroupsInOrder(server: Server, steps: Step[]): Promise<boolean> {
	const created = steps
		.map((step) => ('observed' in step ? step.observed : []))
		.map((calls) =>
			calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/Groups')),
		)
		.find((calls) => calls.length > 0);
	const groups = listOf(valueAt(await server.call('GET', '/core/groups/'), 'results'));
	const keyOf = (name: Json | undefined) =>
		groups.flatMap((group) => (valueAt(group, 'name') === name ? [valueAt(group, 'pk')] : []));
	const keys = (created ?? []).flatMap(({ body }) => keyOf(valueAt(body, 'displayName')));
	return String(keys) === String(keys.toSorted());
}

/** Creates a group, again and again until its key is in order. Returns the key. */
export async function groupInOrder(
	server: Server,
	steps: Step[],
	fields: JsonObject,
): Promise<Json> {
	for (;;) {
		const pk = await server.create('/core/groups/', fields);
		if (await areGroupsInOrder(server, steps)) return pk;
		await server.call('DELETE', `/core/groups/${String(pk)}/`);
	}
}
