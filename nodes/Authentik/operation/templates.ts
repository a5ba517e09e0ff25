import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { missing } from '../rules/rule';
import { pathTo } from '../rules/json';

/** An expression within a text, as n8n finds it. */
const EXPRESSION = /\{\{([\s\S]*?)\}\}/g;

/** Begins a number that nobody has written; it can stand for a value and within a text alike. */
const MARK = 27182818284;

/** A parameter of type JSON, with the value that n8n made of it. */
interface Given {
	name: string;
	label: string;
	value: unknown;
}

/**
 * Refuses JSON that was written as a text around expressions, such as `{"team": "{{ $json.team }}"}`, when one
 * of them finds nothing. n8n writes nothing in its place, which leaves a value that looks intended.
 * @throws Refusal that names the place in the JSON
 */
export function refuseGaps(context: IExecuteSingleFunctions, { name, label, value }: Given): void {
	if (typeof value !== 'string') return;
	const item = context.getItemIndex();
	for (const written of textsOf(context, name)) {
		// Collections of other operations may hold a parameter of this name as well.
		if (!isTemplate(written) || context.evaluateExpression(written, item) !== value) continue;
		const parts = [...written.matchAll(EXPRESSION)].map(([part]) => part);
		const lost = parts.findIndex((part) => isNothing(context.evaluateExpression(part, item)));
		if (lost >= 0) throw missing(label, ` ${placeOf(written, lost)}`);
	}
}

/** What the user wrote for the parameter of this name, in any collection; expressions without their sign. */
function textsOf(context: IExecuteSingleFunctions, name: string): string[] {
	return Object.values(context.getNode().parameters).flatMap((collection) => {
		const written = (collection as IDataObject | null)?.[name];
		return typeof written === 'string' && written.startsWith('=') ? [written.slice(1)] : [];
	});
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

/** Where the expression of this index stands: its path, where the text is JSON with a number in its place. */
function placeOf(written: string, index: number): string {
	let at = 0;
	let expression = '';
	const marked = written.replace(EXPRESSION, (part) => {
		if (at === index) expression = part;
		return String(MARK + at++);
	});
	const path = pathTo(String(MARK + index), jsonParse<unknown>(marked, { fallbackValue: null }));
	return path === undefined ? `for ${expression}` : `at ${path}`;
}
