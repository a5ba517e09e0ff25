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

/** The start of a number that nobody would write. It works both as a value and within a text. */
const MARK = 27182818284;

/**
 * Refuses a text that contains expressions, such as `users/{{ $json.team }}` or JSON, if one of them returns nothing.
 * n8n writes nothing in its place, and the result looks intended. For a filter, each expression must return something
 * visible, since most filters let more through with less text.
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

/** An expression that is just an empty list. */
const WRITTEN_EMPTY = /^\s*\{\{\s*\[\s*\]\s*\}\}\s*$/;

/**
 * Refuses an empty list from an expression, or one that was left empty, if it would remove everything. An explicit one,
 * as `{{ [] }}` or as the text `[]`, is intended.
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

/** The source of a parameter's expression, without the leading equals sign; undefined for other values. */
function writtenAt(context: IExecuteSingleFunctions, path: string): string | undefined {
	const given = givenAt(context, path);
	const written =
		typeof given === 'object' && given !== null ? (given as IDataObject).value : given;
	return typeof written === 'string' && written.startsWith('=') ? written.slice(1) : undefined;
}

/** Whether there is text around the expressions: n8n returns the value of a lone one as is. */
function isTemplate(written: string): boolean {
	const around = written.replace(EXPRESSION, '');
	return around !== '' && around !== written;
}

/** Whether n8n writes nothing for a value. null, false and empty texts don't count: they are values. */
function isNothing(found: unknown): boolean {
	return found === undefined || Number.isNaN(found);
}

/** The same, or without any visible character. */
function isNothingSeen(found: unknown): boolean {
	return isNothing(found) || found === null || (typeof found === 'string' && isBlank(found));
}

/** The path to the expression with this index, in a text that is JSON once numbers replace the expressions. */
function placeOf(written: string, index: number): string | undefined {
	let at = 0;
	const marked = written.replace(EXPRESSION, () => String(MARK + at++));
	return pathTo(String(MARK + index), jsonParse<unknown>(marked, { fallbackValue: null }));
}
