import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The values of a parameter for which something is shown. */
type Shown = string[];

/**
 * Joins parameters that several resources have in common into one entry each. For every item n8n evaluates
 * every top-level entry, shown or not, so their number is what an item costs.
 * - The same parameter (a locator, Return All) becomes one that is shown for several resources.
 * - Collections of the same name become one; each of their options tells for which resource it is shown.
 * Entries are joined only where that shows a parameter for no operation that did not have it.
 * The operations come first: n8n builds the request in this order, and what a parameter says must win
 * over what its operation presets.
 */
export function shareEntries(properties: INodeProperties[]): INodeProperties[] {
	const operations = new Map(
		properties
			.filter(({ name }) => name === 'operation')
			.map((entry) => [
				shownFor(entry, 'resource')[0],
				(entry.options as INodePropertyOptions[]).map(({ value }) => String(value)),
			]),
	);
	const shared: INodeProperties[] = [];
	const isOperation = ({ name }: INodeProperties) => name === 'operation';
	const ordered = [
		...properties.filter(isOperation),
		...properties.filter((entry) => !isOperation(entry)),
	];
	for (const entry of ordered.map(ofItsResource)) {
		const index = shared.findIndex(
			(other) => isSame(other, entry) && fits(other, entry, operations),
		);
		if (index < 0) shared.push(entry);
		else shared[index] = joined(shared[index], entry);
	}
	return shared;
}

function shownFor({ displayOptions }: INodeProperties, parameter: string): Shown {
	return (displayOptions?.show?.[parameter] ?? []) as Shown;
}

/** A collection whose options say for which resource they are. */
function ofItsResource(entry: INodeProperties): INodeProperties {
	const resource = shownFor(entry, 'resource');
	if (entry.type !== 'collection' || resource.length === 0) return entry;
	const options = (entry.options as INodeProperties[]).map((option) => ({
		...option,
		displayOptions: { show: { ...option.displayOptions?.show, '/resource': resource } },
	}));
	return { ...entry, options };
}

/** Whether two entries are one parameter: all but where they are shown, and a collection's options, is the same. */
function isSame(one: INodeProperties, other: INodeProperties): boolean {
	if (one.name !== other.name || one.name === 'operation') return false;
	if (shownFor(one, 'resource').length === 0) return false;
	const [hook, otherHook] = [one, other].map(({ routing }) => routing?.send?.preSend?.[0]);
	if (hook !== otherHook) return false;
	return JSON.stringify(essence(one)) === JSON.stringify(essence(other));
}

function essence({ displayOptions, options, routing, ...rest }: INodeProperties): unknown {
	const { show = {} } = displayOptions ?? {};
	const conditions = Object.entries(show).filter(
		([name]) => !['resource', 'operation'].includes(name),
	);
	return [rest, conditions, rest.type === 'collection' ? [] : [options, routing?.send]];
}

/** Whether the joined entry would be shown for no operation that has neither of the two. */
function fits(
	one: INodeProperties,
	other: INodeProperties,
	operations: Map<string, string[]>,
): boolean {
	const resources = [...shownFor(one, 'resource'), ...shownFor(other, 'resource')];
	const shown = new Set([...shownFor(one, 'operation'), ...shownFor(other, 'operation')]);
	const had = [one, other].flatMap((entry) =>
		shownFor(entry, 'resource').flatMap((resource) =>
			shownFor(entry, 'operation').map((operation) => `${resource}:${operation}`),
		),
	);
	return resources.every((resource) =>
		(operations.get(resource) ?? []).every(
			(operation) => !shown.has(operation) || had.includes(`${resource}:${operation}`),
		),
	);
}

function joined(one: INodeProperties, other: INodeProperties): INodeProperties {
	const union = (parameter: string) => [
		...new Set([...shownFor(one, parameter), ...shownFor(other, parameter)]),
	];
	const options = [
		...((one.options ?? []) as INodeProperties[]),
		...((other.options ?? []) as INodeProperties[]),
	];
	options.sort((a, b) => a.displayName?.localeCompare(b.displayName ?? '') ?? 0);
	return {
		...one,
		...(one.type === 'collection' ? { options } : {}),
		displayOptions: {
			show: {
				...one.displayOptions?.show,
				resource: union('resource'),
				operation: union('operation'),
			},
		},
	};
}
