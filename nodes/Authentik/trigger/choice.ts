import type { IDataObject, IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { narrowing } from '../rules/filter';
import { text } from '../rules/text';
import type { LoggedEvent } from '../shared/apiTypes';
import { triggerFilters } from './description';
import type { Filters } from './filter';
import { passesFilters } from './filter';
import { isChosen } from './matchers';

/** The events that start a trigger. */
export interface Choice {
	/** The values of 'Trigger On'. */
	events: string[];
	filters: Filters;
	allowOwnEvents: boolean;
}

/** What a trigger has found out about an event. */
interface Circumstances {
	/** Whether it changed relations, see relations.ts. */
	changesRelation: boolean;
	/** ID of the credential's user. */
	self: number;
}

/** The parameters of a trigger, unchecked. */
export function choiceOf(context: IHookFunctions | IPollFunctions | IWebhookFunctions): Choice {
	const { allowOwnEvents = false } = context.getNodeParameter('options', {}) as Partial<Choice>;
	return {
		events: context.getNodeParameter('events', []) as string[],
		filters: context.getNodeParameter('filters', {}) as Filters,
		allowOwnEvents,
	};
}

/** Whether an event starts the trigger. */
export function isWanted(
	{ events, filters, allowOwnEvents }: Choice,
	event: LoggedEvent,
	{ changesRelation, self }: Circumstances,
): boolean {
	if (!allowOwnEvents && event.user.pk === self) return false;
	return isChosen(events, event, changesRelation) && passesFilters(filters, event);
}

/**
 * The filters that were added, by name, trimmed.
 * @throws Refusal if one is empty, which would let everything through
 */
export function checkedFilters(filters: IDataObject): Filters {
	return Object.fromEntries(
		triggerFilters
			.filter(({ name }) => name in filters)
			.map(({ name, displayName }) => [name, narrowing(text)(filters[name], displayName).trim()]),
	);
}
