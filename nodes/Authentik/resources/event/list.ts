import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { RowChange } from '../../hooks/answer';
import { permissions } from '../../shared/permissions';
import { eventFacts, inSpan } from '../../shared/releases';
import type { Paging } from '../../transport/pages';
import { LARGEST_PAGE } from '../../transport/pages';
import { releaseOf } from '../../transport/release';
import { request } from '../../transport/request';
import type { Action, Work } from '../../transport/send';
import { exchangeItem } from '../../transport/send';

/** The query as the fields made it: `since` is no parameter of authentik's. */
interface Query extends IDataObject {
	since?: string;
	actions?: string[];
}

/** Turns an application's slug into its ID as events hold it, which is without dashes. */
export const resolveApplication: Action = async function (requestOptions) {
	const qs = requestOptions.qs as IDataObject;
	if (qs.context_authorized_app === undefined) return;
	const url = `/core/applications/${encodeURIComponent(String(qs.context_authorized_app))}/`;
	const { pk } = await request<{ pk: string }>(
		this,
		{ url },
		{ permissions: permissions.application.get },
	);
	qs.context_authorized_app = pk.replace(/-/g, '');
};

/**
 * Lists events, with what authentik itself cannot do: a moment from which on they are wanted (the newest are
 * read first, up to the first older one), and exact actions where the release ignores that filter.
 * @param shown what the output shows of an event; the reading needs all of it, so n8n must not cut it before
 */
export function listEvents(shown: RowChange): Work {
	return async (context, requestData) => {
		const { since, actions, ...qs } = requestData.options.qs as Query;
		const oldestFirst = since !== undefined && qs.ordering === 'created';
		if (since !== undefined) qs.ordering = '-created';
		const keep = actions && (await filterActions(context, actions, qs));
		if (keep || oldestFirst) qs.page_size = LARGEST_PAGE;

		// The options stay the same object: by it, texts of errors find the labels of the fields.
		requestData.options.qs = qs;
		const events = await exchangeItem(
			context,
			{ ...requestData, ...(oldestFirst ? { maxResults: undefined } : {}) },
			{ until: since === undefined ? undefined : isBefore(since), keep },
		);
		if (oldestFirst) events.reverse();
		const show = shown(context);
		return events.map(({ json }) => ({ json: show(json) }));
	};
}

/**
 * Puts the filter for exact actions into the query.
 * @returns what picks the rows, where the release ignores the filter or is not known
 */
async function filterActions(
	context: IExecuteSingleFunctions,
	actions: string[],
	qs: IDataObject,
): Promise<Paging['keep']> {
	const release = await releaseOf(context);
	if (release && inSpan(release, eventFacts.fields.actions)) {
		qs.actions = actions;
		return undefined;
	}
	// Every release knows this filter, which takes one text and finds longer actions as well.
	if (actions.length === 1) qs.action ??= actions[0];
	return ({ action }) => actions.includes(String(action));
}

function isBefore(since: string): Paging['until'] {
	const first = Date.parse(since);
	return ({ created }) => Date.parse(String(created)) < first;
}
