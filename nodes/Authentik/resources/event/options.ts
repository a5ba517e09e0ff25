import { orderBy } from '../../parameters/collections';

export const eventOrder = orderBy(
	[
		{ name: 'Time, Newest First', value: '-created' },
		{ name: 'Time, Oldest First', value: 'created' },
	],
	'-created',
);
