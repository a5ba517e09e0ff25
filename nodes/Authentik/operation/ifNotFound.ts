import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import { choice } from '../rules/text';
import { isMissingObject } from '../transport/failure';
import { settled } from '../transport/settled';
import { ownOption } from './fields';
import { NothingFound } from './lookUp';

const CHOICES = [
	{ name: 'Fail', value: 'fail', description: 'The item fails' },
	{
		name: 'Return an Empty Item',
		value: 'empty',
		description: 'The output contains only "found": false',
	},
];

/** What an operation does if its object does not exist; for the options of every Get. */
export const ifNotFound = ownOption(choice(CHOICES), {
	displayName: 'If Not Found',
	name: 'ifNotFound',
	type: 'options',
	options: CHOICES,
	default: 'empty',
	description:
		'What to do if the object does not exist, or the token\'s user can\'t view it. With Return an Empty Item, the output for an existing object contains "found": true.',
});

/**
 * With the option If Not Found, returns an item instead of the error for a missing object. Everything else still fails.
 * @param find returns the items of the object
 */
export async function orEmptyItem(
	context: IExecuteSingleFunctions,
	find: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	if (ifNotFound.read(context, 'fail') === 'fail') return await find();
	const outcome = await settled(find());
	if (outcome.status === 'fulfilled') {
		return outcome.value.map(({ json }) => ({ json: { found: true, ...json } }));
	}
	const reason: unknown = outcome.reason;
	if (reason instanceof NothingFound) {
		const { similar } = reason;
		return [{ json: { found: false, ...(similar.length > 0 ? { similar } : {}) } }];
	}
	if (isMissingObject(reason)) return [{ json: { found: false } }];
	throw reason;
}
