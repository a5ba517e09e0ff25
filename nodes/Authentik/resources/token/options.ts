import { orderBy } from '../../parameters/collections';

export const tokenOrder = orderBy(
	[
		{ name: 'Expiry, Earliest First', value: 'expires' },
		{ name: 'Expiry, Latest First', value: '-expires' },
		{ name: 'Identifier, A to Z', value: 'identifier' },
		{ name: 'Identifier, Z to A', value: '-identifier' },
	],
	'identifier',
);
