import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Sendable } from '../rules/rule';
import { readLocator } from './locate';
import { refuseGaps } from './templates';
import type { Field } from './types';

type Request = Pick<IHttpRequestOptions, 'url' | 'qs' | 'body'>;

/** The IDs of the objects that locators name, by the locator. */
export type Ids = ReadonlyMap<Field, Sendable>;

/**
 * Turns the values that n8n copied into body and query into what authentik expects, and puts IDs into the path.
 * @returns the fields that are in the request (one that the user did not add is not), and the IDs in its path
 * @throws Refusal when a value cannot be right
 */
export function readFields(
	context: IExecuteSingleFunctions,
	request: Request,
	fields: Field[],
): { given: Field[]; ids: Ids } {
	const ids = new Map<Field, Sendable>();
	const given = fields.filter((field) => {
		const { name, type, target } = field;
		if (!('rule' in target)) return false;
		const { in: part, property, label, rule } = target;
		if (part === 'path') {
			const id = readLocator(context, { name, displayName: label }, rule);
			place(request, target, id);
			ids.set(field, id);
			return false;
		}
		if (part === 'node') {
			if (isAdded(context, property)) rule(context.getNodeParameter(property), label);
			return false;
		}
		const values = valuesIn(request, part);
		if (!(property in values)) return false;
		if (type === 'json') refuseGaps(context, { name, label, value: values[property] });
		values[property] = rule(values[property], label, context.getTimezone());
		return true;
	});
	return { given, ids };
}

/**
 * Puts what authentik has to be asked for into the request, such as the ID behind a username.
 * @returns these IDs
 * @throws Refusal when there is no such object; NodeApiError see exchange()
 */
export async function resolveFields(
	context: IExecuteSingleFunctions,
	request: Request,
	fields: Field[],
): Promise<Ids> {
	const ids = new Map<Field, Sendable>();
	// The object that the operation works on comes first.
	const inPath = fields.filter(({ target }) => target.in === 'path');
	for (const field of new Set([...inPath, ...fields])) {
		const { target } = field;
		if (!('resolve' in target)) continue;
		const id = await target.resolve(context);
		place(request, target, id);
		ids.set(field, id);
	}
	return ids;
}

/** Whether the user gave a parameter: one in a collection is there only when it was added. */
function isAdded(context: IExecuteSingleFunctions, path: string): boolean {
	const [collection, name] = path.split('.');
	const given = context.getNode().parameters[collection];
	return name === undefined ? given !== undefined : name in ((given ?? {}) as IDataObject);
}

function place(request: Request, { in: part, property }: Field['target'], value: unknown): void {
	if (part === 'path') {
		request.url = request.url.replace(`{${property}}`, encodeURIComponent(String(value)));
	} else if (part !== 'node') {
		valuesIn(request, part)[property] = value as IDataObject[string];
	}
}

function valuesIn({ body, qs }: Request, part: 'body' | 'query'): IDataObject {
	return (part === 'body' ? body : qs) as IDataObject;
}
