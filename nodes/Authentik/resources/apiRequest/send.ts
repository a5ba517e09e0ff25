import type { IHttpRequestMethods, PostReceiveAction } from 'n8n-workflow';

import { isAdded } from '../../operation/fields';
import { KINDS } from '../../operation/kinds';
import type { Execute } from '../../operation/types';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import { DELETED } from '../../transport/exchangeItem';
import { sendingInTurn } from '../common/syncTurns';
import { body, method, path, query } from './fields';

/** The list of SCIM providers, and a single one. Every save of one starts a full sync. */
const SCIM_PROVIDERS = /^\/providers\/scim\/(?:(\d+)\/)?$/;

/** Sends the request that the parameters describe. */
export const sendRequest: Execute = async (context, requestData, send) => {
	const { options } = requestData;
	const verb = method.read(context);
	const isRead = verb === 'GET';
	if (isRead && isAdded(context, 'additionalFields.body')) {
		throw new Refusal(
			"'Body' can't be sent with the method GET",
			`${NOTHING_SENT} Remove the body, or choose another method. Put filters in Query.`,
		);
	}
	options.method = verb as IHttpRequestMethods;
	options.url = path.read(context);
	// The page size is already there.
	options.qs = { ...(isRead ? options.qs : {}), ...query.read(context, {}) };
	options.body = body.read(context, {});
	// authentik hides rows of this list after it has split it into pages, see listApplications().
	if (isRead) return await send(requestData, { hidesRows: options.url === KINDS.application.url });

	requestData.maxResults = undefined;
	const [isProvider, provider] = SCIM_PROVIDERS.exec(options.url) ?? [];
	const savesProvider = isProvider !== undefined && options.method !== 'DELETE';
	const pk = provider === undefined ? undefined : Number(provider);
	return await (savesProvider ? sendingInTurn(context, send, pk) : send)(requestData);
};

/** Gives the next node something to read if authentik returns an empty response. */
export const orDone: PostReceiveAction = async function (items, { body: answer }) {
	if (answer !== undefined && answer !== null && answer !== '') return items;
	return [{ json: method.read(this) === 'DELETE' ? { ...DELETED } : { success: true } }];
};
