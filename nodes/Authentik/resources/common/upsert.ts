import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Send, Step, Execute } from '../../operation/types';
import { spellingsOf } from '../../rules/visible';
import { withLock } from '../../transport/lock';
import type { Page } from '../../transport/pages';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';
import { sessionOf } from '../../transport/session';
import type { Updating } from './update';
import { update } from './update';

interface Upsert extends Updating {
	/** What searching, creating and changing takes. */
	rights: { view: string; add: string; change: string };
	/** The list, which creates as well. */
	url: string;
	/** What keeps the list's answer small. */
	qs: IDataObject;
	/** The unique field by which an object is found, which is a filter of the list as well; its rule is name(). */
	key: string;
	/** What sends in place of `send`, such as after waiting for its turn. `existing` is the object, if there is one. */
	sendingFor?: (context: IExecuteSingleFunctions, send: Send, existing?: IDataObject) => Send;
	/** Gives a new object what it cannot do without and the user did not give. */
	beforeCreate?: Step;
}

/**
 * Creates an object, or changes the one with the same key, of which only what the user gave is changed.
 * Items with the same key wait for each other, so that the second finds what the first made.
 */
export function createOrUpdate({
	url,
	qs,
	key,
	rights,
	beforeCreate,
	addsTo,
	sendingFor = (_context, send) => send,
}: Upsert): Execute {
	async function find(context: Sender, wanted: string): Promise<IDataObject | undefined> {
		for (const spelling of spellingsOf(wanted)) {
			const { results } = await request<Page>(
				context,
				{ url, qs: { ...qs, [key]: spelling } },
				{ permissions: [rights.view] },
			);
			const found = results.find((row) => row[key] === spelling);
			if (found) return found;
		}
		return undefined;
	}

	return async (context, requestData, send) => {
		const { options } = requestData;
		const body = options.body as IDataObject;
		const wanted = String(body[key]);
		const { server } = await sessionOf(context);
		return await withLock(`${server}${url}?${key}=${wanted}`, async () => {
			const existing = await find(context, wanted);
			const sending = sendingFor(context, send, existing);
			if (!existing) {
				await beforeCreate?.call(context, options as IHttpRequestOptions);
				return await sending(requestData, { permissions: [rights.add] });
			}
			options.method = 'PATCH';
			options.url = `${url}${String(existing.pk)}/`;
			return await update(context, requestData, sending, { rights, addsTo, isSeen: true });
		});
	};
}
