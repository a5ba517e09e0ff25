import { NOTHING_SENT, Refusal } from '../rules/refusal';
import type { LoggedEvent } from '../shared/apiTypes';
import type { Release, Span } from '../shared/releases';
import { eventFacts, inSpan, spanText } from '../shared/releases';
import { modelOf } from './event';
import type { Matcher, Preset } from './presets';
import { PRESETS } from './presets';

/** The first release that has all actions of a preset, if none of them is in every release. */
export function spanOf({ matchers }: Preset): Span | undefined {
	const spans = matchers.map(({ action }) => eventFacts.values.actions[action ?? '']);
	return spans.every(Boolean) ? spans[0] : undefined;
}

/**
 * The matchers that authentik needs for the events of these choices.
 * @param release of the server; actions that it does not have are omitted
 * @param model the filter 'Object Type', if set
 * @throws Refusal if nothing was chosen, or a choice can never happen
 */
export function matchersFor(names: string[], release: Release, model?: string): Matcher[] {
	if (names.length === 0) {
		throw new Refusal("'Trigger On' is empty", `Choose at least one event. ${NOTHING_SENT}`);
	}
	const matchers = names.flatMap((name) => matchersOf(name, release, model));
	if (matchers.some(({ action, model: of }) => action === null && of === null)) {
		return [{ action: null, model: null }];
	}
	const unique = new Map(matchers.map((matcher) => [JSON.stringify(matcher), matcher]));
	return [...unique.values()];
}

function matchersOf(name: string, release: Release, model?: string): Matcher[] {
	const preset = PRESETS.get(name);
	if (!preset) {
		throw new Refusal(
			`'Trigger On' has no event "${name}"`,
			`Choose events from the list. ${NOTHING_SENT}`,
		);
	}
	const known = preset.matchers.filter(({ action }) =>
		inSpan(release, eventFacts.values.actions[action ?? '']),
	);
	if (known.length === 0) {
		const needed = spanText(spanOf(preset) ?? {});
		throw new Refusal(
			`'${preset.name}' needs ${needed}; the server runs ${release}`,
			`Remove the event from 'Trigger On', or update authentik. ${NOTHING_SENT}`,
		);
	}
	if (model === undefined) return known;
	const fitting = known.filter((matcher) => mayBeAbout(model, matcher));
	if (fitting.length === 0) {
		throw new Refusal(
			`'${preset.name}' never occurs for the object type "${model}"`,
			`Change the filter 'Object Type', or remove the event from 'Trigger On'. ${NOTHING_SENT}`,
		);
	}
	return fitting.map((matcher) => ({ ...matcher, model }));
}

/** Whether a matcher can be about an object: only those for changes of objects or for any action can. */
function mayBeAbout(model: string, matcher: Matcher): boolean {
	if (matcher.model !== null) return matcher.model === model;
	return matcher.action === null || matcher.action.startsWith('model_');
}

/**
 * Whether the event is one of the chosen ones.
 * @param changesRelation see relations.ts
 */
export function isChosen(names: string[], event: LoggedEvent, changesRelation: boolean): boolean {
	const model = modelOf(event);
	return names.some((name) => {
		const preset = PRESETS.get(name);
		if (!preset || (preset.needsRelation && !changesRelation)) return false;
		return preset.matchers.some(
			(matcher) =>
				(matcher.action === null || matcher.action === event.action) &&
				(matcher.model === null || matcher.model === model),
		);
	});
}
