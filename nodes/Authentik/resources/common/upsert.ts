import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';

import type { OwnOption } from '../../operation/fields';
import type { Kind } from '../../operation/kinds';
import { findExact, similarNames } from '../../operation/lookUp';
import type { Send, Step, Execute } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import type { AnyObject, Page } from '../../shared/apiTypes';
import { spelledOut, spellingsOf } from '../../rules/visible';
import { withLock } from '../../transport/lock';
import { request } from '../../transport/request';
import type { Sender } from '../../transport/session';
import { sessionOf } from '../../transport/session';
import type { Updating } from './update';
import { update } from './update';

interface Upsert extends Updating {
	/** The permissions for searching, creating and changing. */
	rights: { view: string; add: string; change: string };
	/** The kind of object to create or change. Its list also creates. */
	kind: Kind;
	/** The unique field by which an object is found, also a filter of the list. Its rule is name(). */
	key: string;
	/** Replaces `send`, such as to wait for a turn. `existing` is the object, if there is one. */
	sendingFor?: (context: IExecuteSingleFunctions, send: Send, existing?: AnyObject) => Send;
	/** Adds required values of a new object that the user did not set. */
	beforeCreate?: Step[];
	/**
	 * The option that also matches a key that differs only in case. If it is off, such an object is refused. Defaults to
	 * authentik's own comparison.
	 */
	ignoreCase?: OwnOption<boolean>;
}

/**
 * Creates an object, or changes the one with the same key, but only the fields that the user set. Items with the same
 * key wait for each other, so that the second finds what the first created.
 */
export function createOrUpdate({
	kind,
	key,
	rights,
	beforeCreate = [],
	ignoreCase,
	addsTo,
	sendingFor = (_context, send) => send,
}: Upsert): Execute {
	const { url, qs } = kind;
	async function find(context: Sender, wanted: string): Promise<AnyObject | undefined> {
		const subject = { permissions: [rights.view] };
		const { rows } = await findExact(
			key,
			wanted,
			async (spelling) =>
				await request<Page<AnyObject>>(context, { url, qs: { ...qs, [key]: spelling } }, subject),
		);
		return rows[0];
	}

	async function findInAnyCase(
		context: IExecutePaginationFunctions,
		wanted: string,
	): Promise<AnyObject | undefined> {
		const found = await find(context, wanted);
		if (found || !ignoreCase) return found;
		const similar = await similarNames(context, kind, key, wanted);
		if (similar.length === 0) return undefined;
		if (similar.length === 1 && ignoreCase.read(context, false)) {
			return await find(context, similar[0]);
		}
		throw inOtherCase(kind, wanted, similar);
	}

	return async (context, requestData, send) => {
		const { options } = requestData;
		const body = options.body as IDataObject;
		const wanted = String(body[key]);
		const { server } = await sessionOf(context);
		return await withLock(`${server}${url}?${key}=${wanted.toLowerCase()}`, async () => {
			const existing = await findInAnyCase(context, wanted);
			const sending = sendingFor(context, send, existing);
			if (!existing) {
				for (const step of beforeCreate) await step.call(context, options as IHttpRequestOptions);
				return await sending(requestData, { permissions: [rights.add] });
			}
			if (ignoreCase && !spellingsOf(wanted).includes(String(existing[key])))
				body[key] = existing[key];
			options.method = 'PATCH';
			options.url = `${url}${existing.pk}/`;
			return await update(context, requestData, sending, { rights, addsTo, isSeen: true });
		});
	};
}

function inOtherCase({ noun }: Kind, wanted: string, similar: string[]): Refusal {
	const others = similar.map((one) => `"${spelledOut(one)}"`).join(' and ');
	const isOne = similar.length === 1;
	return new Refusal(
		`${others} ${isOne ? 'exists' : 'exist'}; authentik would treat "${wanted}" as another ${noun}`,
		`Nothing was changed in authentik, which distinguishes upper and lower case. Use ${others.replace(' and ', ' or ')}${
			isOne ? ', or turn on the option Ignore Case to update it' : ''
		}.`,
	);
}
