import type { INodeParameterResourceLocator } from 'n8n-workflow';

import type { Parse, Sendable } from '../rules/rule';
import { shown } from '../rules/rule';
import { name } from '../rules/text';
import { NOTHING_SENT, Refusal } from '../rules/refusal';
import type { Sender } from '../transport/session';
import { givenAt } from './fields';
import { lookUp } from './lookUp';
import type { Parameter } from './types';

/** A locator. If it is in a collection, its name is the path to it. */
export type Locator = Pick<Parameter, 'name' | 'displayName' | 'kind'>;

/** The value of a locator: the ID itself, or a lookup that asks authentik for the ID. */
export type Located<T> = { id: T } | { find: () => Promise<T> };

/**
 * Reads a locator in any mode, without asking authentik. The rule decides whether it may be empty.
 * @param rule what an ID must be
 * @throws Refusal if its value can't name an object
 */
export function readLocator<T extends Sendable>(
	context: Sender,
	locator: Locator,
	rule: Parse<T>,
): Located<T> {
	const { name: path, displayName: label, kind } = locator;
	const value = valueOf(context, locator);
	// Not read as a parameter: n8n would evaluate the value again.
	const { mode: column = '' } =
		givenAt<Partial<INodeParameterResourceLocator>>(context, path) ?? {};
	if (!kind || !(column in kind.modes) || value === '' || value === null) {
		return { id: rule(value, label) };
	}
	const wanted = name(value, label);
	return { find: async () => rule(await lookUp(context, kind, column, wanted), label) };
}

/**
 * The ID of the object that a locator names, in any mode. Reuses what run() has looked up for the same item.
 * @throws Refusal see readLocator() and lookUp()
 */
export async function idOf<T extends Sendable>(
	context: Sender,
	locator: Locator,
	rule: Parse<T>,
): Promise<T> {
	const located = readLocator(context, locator, rule);
	return 'find' in located ? await located.find() : located.id;
}

/** The value of a locator. n8n extracts it from a URL, and does not name the parameter if it can't. */
function valueOf(context: Sender, locator: Locator): unknown {
	const read = () => context.getNodeParameter(locator.name, undefined, { extractValue: true });
	try {
		return read();
	} catch (error) {
		// n8n stops a regular expression after 250 ms. A busy machine may need that long to start one.
		const isTimeout = (error as Error).message.includes('timed out');
		return isTimeout ? read() : refuseAddress(context, locator);
	}
}

function refuseAddress(context: Sender, { name: path, displayName: label }: Locator): never {
	const { value } = context.getNodeParameter(path) as INodeParameterResourceLocator;
	throw new Refusal(
		`'${label}' must be the URL of a page in authentik's admin interface: ${shown(value)}`,
		`${NOTHING_SENT} Open the object in authentik and copy the URL from the browser, or use the mode By ID.`,
	);
}
