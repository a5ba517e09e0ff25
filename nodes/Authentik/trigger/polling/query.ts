import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from '../../rules/refusal';
import type { Release } from '../../shared/releases';
import { eventFacts, RELEASES } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { releaseOf } from '../../transport/release';
import type { Choice } from '../choice';
import { matchersFor } from '../matchers';
import type { Matcher } from '../presets';

/**
 * The part of the chosen events that authentik itself can filter, newest first: it has no filter by time.
 * @throws Refusal if nothing was chosen, or a choice can never happen
 */
export async function queryFor(context: IPollFunctions, choice: Choice): Promise<IDataObject> {
	const { objectType, clientIp, username } = choice.filters;
	if (objectType !== undefined && !/^\w+\.\w+$/.test(objectType)) {
		throw new Refusal(
			`'Object Type' must be an app and a type: "${objectType}"`,
			`Enter both with a period, such as authentik_core.user. ${NOTHING_SENT}`,
		);
	}
	const matchers = await matchersOn(context, choice);
	return {
		ordering: '-created',
		page_size: LARGEST_PAGE,
		...actionsIn(matchers),
		...modelIn(matchers),
		...(clientIp ? { client_ip: clientIp } : {}),
		...(username ? { username } : {}),
	};
}

/** Reads the server's release only if it matters: a poll without news is a single request. */
async function matchersOn(
	context: IPollFunctions,
	{ events, filters: { objectType } }: Choice,
): Promise<Matcher[]> {
	const newest = RELEASES[RELEASES.length - 1] as Release;
	const matchers = matchersFor(events, newest, objectType);
	const isInAll = matchers.every(({ action }) => !eventFacts.values.actions[action ?? '']);
	if (isInAll) return matchers;
	return matchersFor(events, (await releaseOf(context)) ?? newest, objectType);
}

/**
 * The filters by action. Up to 2025.6, authentik ignores `actions`; every release has `action`, which takes one and
 * also finds longer ones. choice.ts checks the results again.
 */
function actionsIn(matchers: Matcher[]): IDataObject {
	const actions = [...new Set(matchers.map(({ action }) => action))];
	if (actions.includes(null)) return {};
	return actions.length === 1 ? { action: actions[0], actions } : { actions };
}

/** The filter by object type, if all choices have the same one. */
function modelIn(matchers: Matcher[]): IDataObject {
	const [model, ...others] = new Set(matchers.map((matcher) => matcher.model));
	if (model === null || others.length > 0) return {};
	const [context_model_app, context_model_name] = model.split('.');
	return { context_model_app, context_model_name };
}
