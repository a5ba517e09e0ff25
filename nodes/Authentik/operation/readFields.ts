import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Sendable } from '../rules/rule';
import { ignoresEmptyValues, isEmptyValue } from './emptyValues';
import { isAdded } from './fields';
import { readLocator } from './resolveLocator';
import { refuseFoundEmpty, refuseGaps } from './templates';
import type { Field, PlacedField, Target } from './types';

type Request = Pick<IHttpRequestOptions, 'url' | 'qs' | 'body'>;

/** The IDs of the objects that locators name, by their target. */
export type Ids = ReadonlyMap<Target, Sendable>;

/** Lookups that ask authentik for the ID of a locator's object, by the target of the ID. */
type Lookups = ReadonlyMap<Target, () => Promise<Sendable>>;

/** The result of readFields(). */
interface Read {
	/** The fields in the request. Fields that the user did not add are not. */
	given: Field[];
	ids: Ids;
	lookups: Lookups;
}

/**
 * Converts the values that n8n copied into body and query to what authentik expects, and puts IDs into the path. Values
 * that need a lookup are only checked here; see resolveFields().
 * @throws Refusal if a value can't be right
 */
export function readFields(
	context: IExecuteSingleFunctions,
	request: Request,
	fields: PlacedField[],
): Read {
	const ids = new Map<Target, Sendable>();
	const lookups = new Map<Target, () => Promise<Sendable>>();
	const leavesOut = ignoresEmptyValues(context);
	const given = fields.filter((field) => {
		const { path, type, target } = field;
		if (!isGiven(context, request, field)) return false;
		if (leavesOut && leaveOutEmpty(context, request, field)) return false;
		refuseGaps(context, field);
		refuseFoundEmpty(context, field);
		const { in: part, property, label, rule, lookUp } = target;
		if (type === 'resourceLocator') {
			const located = readLocator(context, { ...field, name: path, displayName: label }, rule);
			if ('find' in located) {
				lookups.set(target, located.find);
			} else {
				place(request, target, located.id);
				ids.set(target, located.id);
			}
		} else if (part === 'node') {
			rule(context.getNodeParameter(path), label, context.getTimezone());
		} else if (part !== 'path') {
			const values = valuesIn(request, part);
			const value = rule(values[property], label, context.getTimezone());
			values[property] = value;
			if (lookUp) lookups.set(target, async () => await lookUp(context, value));
		}
		return part === 'body' || part === 'query';
	});
	return { given, ids, lookups };
}

/**
 * Looks up the remaining values in authentik, such as the ID of a username, and puts them into the request.
 * @returns these IDs
 * @throws Refusal if there is no such object; NodeApiError see exchange()
 */
export async function resolveFields(request: Request, lookups: Lookups): Promise<Ids> {
	const ids = new Map<Target, Sendable>();
	// The object that the operation works on comes first.
	const inPath = [...lookups].filter(([target]) => target.in === 'path');
	for (const [target, find] of new Map([...inPath, ...lookups])) {
		const id = await find();
		place(request, target, id);
		ids.set(target, id);
	}
	return ids;
}

/** Removes a field of a collection from the request if its value is empty. Returns whether it did. */
function leaveOutEmpty(
	context: IExecuteSingleFunctions,
	request: Request,
	{ path, target: { in: part, property } }: PlacedField,
): boolean {
	if (!/^\w+Fields\./.test(path) || !isEmptyValue(context.getNodeParameter(path))) return false;
	if (part === 'body' || part === 'query') delete valuesIn(request, part)[property];
	return true;
}

/** Whether the user set a parameter: one in a collection exists only if it was added. */
function isGiven(
	context: IExecuteSingleFunctions,
	request: Request,
	{ path, type, target: { in: part, property } }: PlacedField,
): boolean {
	const isCopied = type !== 'resourceLocator' && (part === 'body' || part === 'query');
	if (isCopied) return property in valuesIn(request, part);
	return !path.includes('.') || isAdded(context, path);
}

function place(request: Request, { in: part, property }: Target, value: unknown): void {
	if (part === 'path') {
		request.url = request.url.replace(`{${property}}`, encodeURIComponent(String(value)));
	} else if (part !== 'node') {
		valuesIn(request, part)[property] = value as IDataObject[string];
	}
}

function valuesIn({ body, qs }: Request, part: 'body' | 'query'): IDataObject {
	return (part === 'body' ? body : qs) as IDataObject;
}
