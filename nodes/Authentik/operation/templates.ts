import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { pathTo } from '../rules/json';
import { NOTHING_SENT, Refusal } from '../rules/refusal';
import { missing } from '../rules/rule';
import { isBlank } from '../rules/visible';
import { givenAt } from './fields';
import type { PlacedField } from './types';

/** An expression within a text, as n8n finds it. */
const EXPRESSION = /\{\{([\s\S]*?)\}\}/g;

/** Begins a number that nobody has written; it can stand for a value and within a text alike. */
const MARK = 27182818284;

/**
 * Refuses a text that was written around expressions, such as `users/{{ $json.team }}` or JSON, when one of them
 * finds nothing. n8n writes nothing in its place, which leaves a value that looks intended. A filter needs something
 * to be seen of each, since with less in it most filters let more through.
 * @throws Refusal that names the place in the JSON, or the expression
 */
export function refuseGaps(context: IExecuteSingleFunctions, field: PlacedField): void {
	const written = writtenAt(context, field.path);
	if (written === undefined || !isTemplate(written)) return;
	const isJson = field.type === 'json';
	const isLost = field.target.filters && !isJson ? isNothingSeen : isNothing;
	const item = context.getItemIndex();
	const parts = [...written.matchAll(EXPRESSION)].map(([part]) => part);
	const lost = parts.findIndex((part) => isLost(context.evaluateExpression(part, item)));
	if (lost < 0) return;
	const place = isJson ? placeOf(written, lost) : undefined;
	throw missing(field.target.label, ` ${place ? `at ${place}` : `for ${parts[lost]}`}`);
}

/** An expression that is an empty list, and nothing else. */
const WRITTEN_EMPTY = /^\s*\{\{\s*\[\s*\]\s*\}\}\s*$/;

/**
 * Refuses an empty list that an expression found, or that was left empty, where it would remove everything. One that
 * was written, as `{{ [] }}` or as the text `[]`, is intended.
 */
export function refuseFoundEmpty(
	context: IExecuteSingleFunctions,
	{ path, target }: PlacedField,
): void {
	if (!target.removesAll) return;
	const given = context.getNodeParameter(path);
	if (!Array.isArray(given) || given.length > 0) return;
	if (WRITTEN_EMPTY.test(writtenAt(context, path) ?? '')) return;
	throw new Refusal(
		`'${target.label}' is an empty list, which would remove everything`,
		`${NOTHING_SENT} Check its expression, which found nothing. To remove everything intentionally, enter the empty list itself: [] as text, or {{ [] }}.`,
	);
}

/** What the user wrote for a parameter, when it is an expression; without the sign of one. */
function writtenAt(context: IExecuteSingleFunctions, path: string): string | undefined {
	const given = givenAt(context, path);
	const written =
		typeof given === 'object' && given !== null ? (given as IDataObject).value : given;
	return typeof written === 'string' && written.startsWith('=') ? written.slice(1) : undefined;
}

/** Whether there is text around the expressions: n8n gives the value of a lone one as it is. */
function isTemplate(written: string): boolean {
	const around = written.replace(EXPRESSION, '');
	return around !== '' && around !== written;
}

/** What n8n writes nothing for, but for null, false and empty texts, which are values. */
function isNothing(found: unknown): boolean {
	return found === undefined || Number.isNaN(found);
}

/** The same, and what leaves nothing to be seen. */
function isNothingSeen(found: unknown): boolean {
	return isNothing(found) || found === null || (typeof found === 'string' && isBlank(found));
}

/** The path to the expression of this index, where the text is JSON with a number in its place. */
function placeOf(written: string, index: number): string | undefined {
	let at = 0;
	const marked = written.replace(EXPRESSION, () => String(MARK + at++));
	return pathTo(String(MARK + index), jsonParse<unknown>(marked, { fallbackValue: null }));
}
