import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from '../rules/refusal';
import type { Release, Span } from '../shared/releases';
import { inSpan, spanText } from '../shared/releases';
import { releaseOf } from '../transport/release';
import type { Field, Step } from './types';

/**
 * Refuses fields and values that the server's release does not have, before anything is sent. Reads the release only if
 * a field or value is not in every release. If the release can't be read, only the response is checked, see
 * refuseDroppedFields().
 * @param given the fields that are in the request
 */
export async function refuseUnknownToRelease(
	context: IExecuteSingleFunctions,
	request: Pick<IHttpRequestOptions, 'qs' | 'body'>,
	given: Field[],
): Promise<void> {
	const valueOf = ({ target }: Field) =>
		String(((target.in === 'body' ? request.body : request.qs) as IDataObject)[target.property]);
	const choices = given.filter((field) => field.target.values?.[valueOf(field)]);
	if (choices.length === 0 && !given.some(({ target }) => target.releases)) return;

	const release = await releaseOf(context);
	if (!release) return;
	const advice = `The server runs authentik ${release}. ${NOTHING_SENT}`;
	const unknown = given.filter(({ target }) => !inSpan(release, target.releases));
	if (unknown.length > 0) throw new Refusal(unknownFieldsText(unknown), advice);
	for (const field of choices) {
		const span = field.target.values?.[valueOf(field)] as Span;
		if (inSpan(release, span)) continue;
		const value = valueOf(field) === '' ? 'empty' : `"${valueOf(field)}"`;
		throw new Refusal(
			`'${field.target.label}' can't be ${value} on this server: it needs ${spanText(span)}`,
			advice,
		);
	}
}

/** The text for fields that a release does not have: their labels, and the releases that have them. */
export function unknownFieldsText(fields: Field[]): string {
	const texts = fields.map(
		({ target: { label, releases } }) =>
			`'${label}'${releases ? ` (needs ${spanText(releases)})` : ''}`,
	);
	return `This release of authentik does not support ${texts.join(', ')}`;
}

/**
 * Refuses an operation that the server's release does not have. If the release can't be read, authentik itself refuses.
 * @param title the title of the error, for the required releases
 * @param describe the description of the error, for the server's release
 */
export function refuseOutside(
	span: Span,
	title: (needed: string) => string,
	describe = (release: Release) => `The server runs authentik ${release}. ${NOTHING_SENT}`,
): Step {
	return async function () {
		const release = await releaseOf(this);
		if (!release || inSpan(release, span)) return;
		throw new Refusal(title(spanText(span)), describe(release));
	};
}
