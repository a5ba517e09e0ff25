import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { run } from './run';
import type { Operation, Parameter, Resource } from './types';

/** A parameter, and the operations for which the editor shows it. */
interface Entry {
	property: INodeProperties;
	/** Identifies the property: the same key means the same property. */
	key: string;
	/** The operations, by resource. */
	shown: Map<string, string[]>;
	/** The options of a collection. */
	options: Entry[];
}

/** The entries of each operation, in the order of the editor. */
type Orders = Entry[][];

/** What directly follows each entry in any operation, in the order in which the entries first appear. */
type Followers = Map<Entry, Entry[]>;

/**
 * The node's parameters: Resource, the operations of each resource, and their parameters. n8n evaluates every top-level
 * parameter for every item, shown or not. So identical parameters of different operations or resources become one
 * entry, if each operation can still show its parameters in its own order.
 */
export function describe(
	resources: Resource[],
	resourceParameter: INodeProperties,
	defaultResource: string,
): INodeProperties[] {
	let orders: Orders = resources.flatMap(({ value, operations }) =>
		operations.map((operation) =>
			operation.parameters.map((one) => entryOf(one, value, operation.value)),
		),
	);
	orders = joinAll(orders, ({ size }) => size === 1);
	orders = joinAll(orders, (shown) => isExact(shown, resources));
	return [
		{
			...resourceParameter,
			options: resources.map(({ title, value }) => ({ name: title, value })),
			default: defaultResource,
		},
		...resources.map(operationParameter),
		...sorted(orders).map(shownEntry),
	];
}

function operationParameter({ value, defaultOperation, operations }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map((operation) => operationOption(value, operation)),
		default: defaultOperation,
	};
}

function operationOption(resource: string, operation: Operation): INodePropertyOptions {
	const { name, value, action, description, request, postReceive } = operation;
	const { method, url } = request;
	return {
		name,
		value,
		action,
		description,
		routing: {
			// Values that the operation always sends are added after the fields, see run().
			request: { method, url },
			operations: { pagination: run(resource, operation) },
			...(postReceive ? { output: { postReceive } } : {}),
		},
	};
}

function entryOf(parameter: Parameter, resource: string, operation: string): Entry {
	const options = parameter.type === 'collection' ? (parameter.options as Parameter[]) : [];
	const property = asProperty(parameter);
	return {
		property,
		key: JSON.stringify(property),
		shown: new Map([[resource, [operation]]]),
		options: options.map((option) => entryOf(option, resource, operation)),
	};
}

/**
 * Merges identical parameters into one entry, if the entries can still be ordered so that each operation keeps its own
 * order.
 * @param mayBe whether an entry may be shown there
 */
function joinAll(orders: Orders, mayBe: (shown: Entry['shown']) => boolean): Orders {
	const followers = followersIn(orders);
	const kept = new Map<string, Entry[]>();
	const joined = new Map<Entry, Entry>();
	for (const entry of [...followers.keys()]) {
		const alike = kept.get(entry.key) ?? [];
		kept.set(entry.key, alike);
		const other = alike.find(
			(one) =>
				mayBe(allShown(one, entry)) &&
				!leadsTo(followers, one, entry) &&
				!leadsTo(followers, entry, one),
		);
		if (other) {
			Object.assign(other, union(other, entry));
			redirect(followers, entry, other);
			joined.set(entry, other);
		} else {
			alike.push(entry);
		}
	}
	return orders.map((order) => order.map((entry) => joined.get(entry) ?? entry));
}

function allShown(one: Entry, other: Entry): Entry['shown'] {
	const shown = new Map(one.shown);
	for (const [resource, operations] of other.shown) {
		shown.set(resource, [...new Set([...(shown.get(resource) ?? []), ...operations])]);
	}
	return shown;
}

function union(one: Entry, other: Entry): Entry {
	const options = [...one.options];
	for (const option of other.options) {
		const [resource] = option.shown.keys();
		// Only within the same resource: an option has a single list of operations.
		const index = options.findIndex(
			(known) => known.shown.has(resource) && known.key === option.key,
		);
		if (index < 0) options.push(option);
		else options[index] = union(options[index], option);
	}
	return { ...one, shown: allShown(one, other), options };
}

function followersIn(orders: Orders): Followers {
	const followers: Followers = new Map(orders.flat().map((entry) => [entry, []]));
	for (const order of orders) {
		for (const [index, entry] of order.slice(1).entries()) followers.get(order[index])?.push(entry);
	}
	return followers;
}

/** Replaces `gone` with `entry`. */
function redirect(followers: Followers, gone: Entry, entry: Entry): void {
	followers.get(entry)?.push(...(followers.get(gone) ?? []));
	followers.delete(gone);
	for (const [first, after] of followers) {
		if (!after.includes(gone)) continue;
		followers.set(
			first,
			after.map((one) => (one === gone ? entry : one)),
		);
	}
}

/** Whether `last` comes somewhere after `first`. */
function leadsTo(followers: Followers, first: Entry, last: Entry): boolean {
	const reached = new Set([first]);
	for (const entry of reached) {
		if (entry === last) return true;
		for (const after of followers.get(entry) ?? []) reached.add(after);
	}
	return false;
}

/** All entries, sorted so that each operation keeps its own order. */
function sorted(orders: Orders): Entry[] {
	const followers = followersIn(orders);
	const waiting = new Map<Entry, number>();
	for (const entry of [...followers.values()].flat()) {
		waiting.set(entry, (waiting.get(entry) ?? 0) + 1);
	}
	const result = [...followers.keys()].filter((entry) => !waiting.has(entry));
	for (const entry of result) {
		for (const follower of followers.get(entry) ?? []) {
			const left = (waiting.get(follower) ?? 0) - 1;
			waiting.set(follower, left);
			if (left === 0) result.push(follower);
		}
	}
	return result;
}

/** Whether every combination of the resources and operations for which the entry is shown actually has it. */
function isExact(shown: Entry['shown'], resources: Resource[]): boolean {
	const operations = new Set([...shown.values()].flat());
	return [...shown].every(([resource, own]) =>
		(resources.find(({ value }) => value === resource)?.operations ?? []).every(
			({ value }) => !operations.has(value) || own.includes(value),
		),
	);
}

function shownEntry({ property, shown, options }: Entry): INodeProperties {
	const operations = [...new Set([...shown.values()].flat())];
	return {
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				resource: [...shown.keys()],
				operation: operations,
				...property.displayOptions?.show,
			},
		},
		...(property.type === 'collection'
			? {
					options: options
						.map((option) => shownOption(option, shown))
						.sort((a, b) => a.displayName.localeCompare(b.displayName)),
				}
			: {}),
	};
}

/** An option of a collection, which names the resources and operations of the collection that have it. */
function shownOption({ property, shown }: Entry, ofCollection: Entry['shown']): INodeProperties {
	const [[resource, operations]] = shown;
	const isEverywhere = ofCollection.get(resource)?.every((one) => operations.includes(one));
	return {
		...property,
		displayOptions: {
			show: {
				...(isEverywhere ? {} : { '/operation': operations }),
				...property.displayOptions?.show,
				'/resource': [resource],
			},
		},
	};
}

/**
 * A parameter in n8n's terms: its routing says where the value goes. readFields() reads locators, since n8n's own error
 * for a wrong URL does not name them. The options of a collection are handled separately.
 */
export function asProperty({ target, kind, ...parameter }: Parameter): INodeProperties {
	const property = parameter.type === 'collection' ? { ...parameter, options: [] } : parameter;
	if (!target || kind || property.type === 'resourceLocator') return property;
	if (target.in === 'path' || target.in === 'node') return property;
	const { in: type, property: name } = target;
	return {
		...property,
		routing: {
			...property.routing,
			send: { type, property: name, propertyInDotNotation: false },
		},
	};
}
