import type { IDataObject } from 'n8n-workflow';

import { Refusal } from '../rules/refusal';
import { labelOf } from '../shared/labels';
import type { ModelFacts, Release, Span } from '../shared/releases';
import { inSpan, spanText } from '../shared/releases';
import { releaseOf } from '../transport/release';
import type { Action } from '../transport/send';
import { unknownFieldsText } from './answer';

/**
 * Refuses fields and choices that the server's release does not have, before anything is sent. The release
 * is asked for only when something was given that not every release has; when it cannot be read, the check
 * of the answer is left.
 * @param part where the fields stand in the request
 */
export function refuseUnknownToRelease(facts: ModelFacts, part: 'body' | 'qs'): Action {
	return async function (requestOptions) {
		const given = (requestOptions[part] ?? {}) as IDataObject;
		const names = Object.keys(given);
		const choices = names.filter((name) => facts.values[name]?.[String(given[name])]);
		if (!choices.length && !names.some((name) => name in facts.fields)) return;

		const release = await releaseOf(this);
		if (!release) return;
		const unknown = names.filter((name) => !inSpan(release, facts.fields[name]));
		if (unknown.length > 0) {
			throw new Refusal(
				unknownFieldsText(unknown, facts),
				`The server runs authentik ${release}. Nothing was sent to authentik for this item.`,
			);
		}
		const choice = choices.find((name) => !isChoice(release, facts, name, given[name]));
		if (choice === undefined) return;
		const span = facts.values[choice][String(given[choice])];
		throw new Refusal(
			`'${labelOf(choice)}' cannot be "${String(given[choice])}" on this server: that needs ${spanText(span)}`,
			`The server runs authentik ${release}. Nothing was sent to authentik for this item.`,
		);
	};
}

/**
 * Refuses an operation that the server's release does not have; when the release cannot be read, authentik
 * itself refuses.
 * @param what the operation in the words of the UI
 */
export function refuseOutside(span: Span, what: string): Action {
	return async function () {
		const release = await releaseOf(this);
		if (!release || inSpan(release, span)) return;
		throw new Refusal(
			`'${what}' needs ${spanText(span)}`,
			`The server runs authentik ${release}. Nothing was sent to authentik for this item.`,
		);
	};
}

function isChoice(release: Release, facts: ModelFacts, name: string, value: unknown): boolean {
	return inSpan(release, facts.values[name][String(value)]);
}
