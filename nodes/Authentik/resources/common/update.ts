import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Send, Execute } from '../../operation/types';
import { isObject } from '../../rules/json';
import type { AnyObject } from '../../shared/apiTypes';
import type { RequestData } from '../../transport/exchangeItem';
import { withLock } from '../../transport/lock';
import { request } from '../../transport/request';
import { sessionOf } from '../../transport/session';
import { replaceAttributes } from './attributes';

/** How an update treats stored values. */
export interface Updating {
	/** The permissions for reading and changing. */
	rights: { view: string; change: string };
	/** A list to which an update only adds. */
	addsTo?: string;
}

/**
 * Sends an update whose attributes are merged into the stored ones. authentik replaces them as a whole, so this reads,
 * merges and writes. Updates of one object wait for each other, so that none is lost. isSeen means that the object has
 * already been read: a refusal is then not about viewing it.
 */
export async function update(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	send: Send,
	{ rights, addsTo, isSeen = false }: Updating & { isSeen?: boolean },
): Promise<INodeExecutionData[]> {
	const { options } = requestData;
	const body = options.body as IDataObject;
	const merges = 'attributes' in body && !replaceAttributes.read(context, false);
	const adds = addsTo !== undefined && addsTo in body;
	const url = String(options.url);
	const { server } = await sessionOf(context);
	return await withLock(`${server}${url}`, async () => {
		const reads = merges || adds;
		if (reads) {
			const subject = { permissions: [rights.view] };
			const stored = await request<AnyObject>(context, { url }, subject);
			if (merges) body.attributes = merged(objectIn(stored.attributes), objectIn(body.attributes));
			if (adds) body[addsTo] = [...new Set([...listIn(stored[addsTo]), ...listIn(body[addsTo])])];
		}
		const subject = reads || isSeen ? { permissions: [rights.change] } : {};
		return await send(requestData, subject);
	});
}

/** Executes an update; see update(). */
export function updating(how: Updating): Execute {
	return async (context, requestData, send) => await update(context, requestData, send, how);
}

/**
 * Merges `changes` into `stored`, as JSON Merge Patch does (RFC 7396): objects at every depth; null removes, everything
 * else replaces.
 */
function merged(stored: IDataObject, changes: IDataObject): IDataObject {
	const result = new Map(Object.entries(stored));
	for (const [name, change] of Object.entries(changes)) {
		const before = result.get(name);
		if (change === null) result.delete(name);
		else if (isObject(change)) result.set(name, merged(objectIn(before), change));
		else result.set(name, change);
	}
	return Object.fromEntries(result);
}

function objectIn(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

function listIn(value: unknown): string[] {
	return Array.isArray(value) ? (value as string[]) : [];
}
