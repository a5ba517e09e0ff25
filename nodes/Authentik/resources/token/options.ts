import { orderBy } from '../../parameters/collections';

export const tokenOrder = orderBy(
	[
		{ name: 'Expiry, First to Last', value: 'expires' },
		{ name: 'Expiry, Last to First', value: '-expires' },
		{ name: 'Identifier, A to Z', value: 'identifier' },
		{ name: 'Identifier, Z to A', value: '-identifier' },
	],
	'identifier',
);
