import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { Step, Execute } from '../../operation/types';
import { withoutDashes } from '../../rules/ids';
import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import type { Application, LoggedEvent } from '../../shared/apiTypes';
import { permissions } from '../../shared/permissions';
import { eventFacts, inSpan } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { releaseOf } from '../../transport/release';
import { request } from '../../transport/request';

/** The query that the fields make: `since` and `until` are not parameters of authentik. */
interface Query extends IDataObject {
	since?: string;
	until?: string;
	actions?: string[];
}

type Condition = (event: LoggedEvent) => boolean;

/** Converts an application's slug to its ID as events contain it, without dashes. */
export const resolveAuthorizedApplication: Step = async function (requestOptions) {
	const qs = requestOptions.qs as IDataObject;
	if (qs.context_authorized_app === undefined) return;
	const url = `/core/applications/${encodeURIComponent(String(qs.context_authorized_app))}/`;
	const { pk } = await request<Application>(
		this,
		{ url },
		{ permissions: permissions.application.get },
	);
	qs.context_authorized_app = withoutDashes(pk);
};

/**
 * Lists events, with filters that authentik itself lacks: a time range (if it has a start, the newest are read first,
 * back to an older one), and exact actions if the release ignores that filter.
 */
export const listEvents: Execute = async (context, requestData, send) => {
	const { since, until, actions, ...qs } = requestData.options.qs as Query;
	const oldestFirst = since !== undefined && qs.ordering === 'created';
	if (since !== undefined) qs.ordering = '-created';
	const isWanted = actions && (await filterActions(context, actions, qs));
	const isLater = until === undefined ? undefined : isFrom(until);
	// If the oldest are read first, the list ends there; otherwise it begins with events that are skipped.
	const lastWanted = qs.ordering === 'created' ? isLater : undefined;
	const keep = isLater && !lastWanted ? both(isWanted, (row) => !isLater(row)) : isWanted;
	if (keep || oldestFirst) qs.page_size = LARGEST_PAGE;

	const events = await send<LoggedEvent>(
		{
			...requestData,
			options: { ...requestData.options, qs },
			...(oldestFirst ? { maxResults: undefined } : {}),
		},
		{ until: since === undefined ? lastWanted : isBefore(since), keep },
	);
	return oldestFirst ? events.reverse() : events;
};

/**
 * Adds the filter for exact actions to the query.
 * @returns a check of the rows, if the release ignores the filter or is unknown
 */
async function filterActions(
	context: IExecuteSingleFunctions,
	actions: string[],
	qs: IDataObject,
): Promise<Condition | undefined> {
	const release = await releaseOf(context);
	if (release && inSpan(release, eventFacts.fields.actions)) {
		qs.actions = actions;
		return undefined;
	}
	// Every release has this filter, which takes one text and also finds longer actions.
	if (actions.length === 1) qs.action ??= actions[0];
	return ({ action }) => actions.includes(action);
}

/** Refuses a time range that ends before it begins, which would look as if there were no events. */
export const refuseNoTime: Step = ({ qs }) => {
	const { since, until } = qs as Query;
	if (since === undefined || until === undefined || since < until) return;
	throw new Refusal(
		`'Until' must be later than 'Since': ${until}`,
		`${NOTHING_SENT} Since is ${since}. Correct one of the two.`,
	);
};

function both(one: Condition | undefined, other: Condition): Condition {
	return (row) => other(row) && (one?.(row) ?? true);
}

function isFrom(until: string): Condition {
	const end = Date.parse(until);
	return ({ created }) => Date.parse(created) >= end;
}

function isBefore(since: string): Condition {
	const first = Date.parse(since);
	return ({ created }) => Date.parse(created) < first;
}
