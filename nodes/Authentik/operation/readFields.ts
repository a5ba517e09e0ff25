import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Sendable } from '../rules/rule';
import { ignoresEmptyValues, isEmptyValue } from './emptyValues';
import { isAdded } from './fields';
import { readLocator } from './resolveLocator';
import { refuseFoundEmpty, refuseGaps } from './templates';
import type { Field, PlacedField, Target } from './types';

type Request = Pick<IHttpRequestOptions, 'url' | 'qs' | 'body'>;

/** The IDs of the objects that locators name, by where they go. */
export type Ids = ReadonlyMap<Target, Sendable>;

/** What asks authentik for the ID that a locator stands for, by where the ID goes. */
type Lookups = ReadonlyMap<Target, () => Promise<Sendable>>;

/** What readFields() found. */
interface Read {
	/** The fields that are in the request: one that the user did not add is not. */
	given: Field[];
	ids: Ids;
	lookups: Lookups;
}

/**
 * Turns the values that n8n copied into body and query into what authentik expects, and puts IDs into the path.
 * What authentik has to be asked for is only checked; see resolveFields().
 * @throws Refusal when a value cannot be right
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
 * Puts what authentik has to be asked for into the request, such as the ID behind a username.
 * @returns these IDs
 * @throws Refusal when there is no such object; NodeApiError see exchange()
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

/** Takes a field of a collection out of the request if its value is empty, and says whether it was. */
function leaveOutEmpty(
	context: IExecuteSingleFunctions,
	request: Request,
	{ path, target: { in: part, property } }: PlacedField,
): boolean {
	if (!/^\w+Fields\./.test(path) || !isEmptyValue(context.getNodeParameter(path))) return false;
	if (part === 'body' || part === 'query') delete valuesIn(request, part)[property];
	return true;
}

/** Whether the user gave a parameter: one in a collection is there only when it was added. */
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
