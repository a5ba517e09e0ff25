import { listOf, valueAt, type Json, type JsonObject, type Step } from './recordings';
import type { Server } from './server';

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Groups reach the SCIM target in the order of their keys, which are random. Whether the existing groups are in the
 * recorded order.
 */
export async function areGroupsInOrder(server: Server, steps: Step[]): Promise<boolean> {
	const keys = (await keysInOrder(server, steps)).flatMap(({ key }) => key ?? []);
	return String(keys) === String(keys.toSorted());
}

/** Creates a group whose key is in the recorded order. Returns the key. */
export async function groupInOrder(
	server: Server,
	steps: Step[],
	fields: JsonObject,
): Promise<Json> {
	const groups = await keysInOrder(server, steps);
	const place = groups.findIndex(({ name }) => name === fields.name);
	const before = groups.slice(0, place).findLast(({ key }) => key)?.key;
	const after = groups.slice(place).find(({ key }) => key)?.key;
	const pk = keyBetween(before ?? FIRST, after ?? LAST);
	server.sandbox.addGroup({ ...fields, pk });
	return pk;
}

/** The groups that the target received first, in their order, with the keys of those that exist. */
async function keysInOrder(
	server: Server,
	steps: Step[],
): Promise<Array<{ name: Json | undefined; key: string | undefined }>> {
	const received = steps
		.map((step) => ('observed' in step ? step.observed : []))
		.map((calls) =>
			calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/Groups')),
		)
		.find((calls) => calls.length > 0);
	const existing = listOf(valueAt(await server.call('GET', '/core/groups/'), 'results'));
	const keys = new Map(
		existing.map((group) => [valueAt(group, 'name'), String(valueAt(group, 'pk'))]),
	);
	return (received ?? []).map(({ body }) => {
		const name = valueAt(body, 'displayName');
		return { name, key: keys.get(name) };
	});
}

function keyBetween(one: string, other: string): string {
	const [low, high] = [one, other].map((key) => BigInt(`0x${key.replaceAll('-', '')}`));
	const digits = ((low + high) / 2n).toString(16).padStart(32, '0');
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
