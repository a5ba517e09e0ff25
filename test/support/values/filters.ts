/** Filters: the same kinds, none of which may be empty. */
import * as fc from 'fast-check';

import type { Kind, Sample } from './kind';
import { bad, oneOf } from './kind';
import { json } from './json';
import { text } from './text';

const EMPTY = ['', null, ' ', '\n', '\u200b', [], {}, '{}', '{ }', ',', ' , ', [''], [null]];

function isEmpty(value: unknown): boolean {
	if (typeof value !== 'object') return value === '';
	return value === null || Object.keys(value).length === 0;
}

/** A kind as a filter. */
export function filtering({ good, bad: own }: Kind): Kind {
	return {
		good: good.filter(({ sent }) => !isEmpty(sent)),
		bad: fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: oneOf(...EMPTY) }),
	};
}

/** The search term of a list: quotes and commas alone would find everything. */
export const search: Kind = {
	good: text.good,
	bad: bad(fc.oneof(text.bad, oneOf('""', "''", '"', "'", '" "', ',"",', `"" ''`, ',,"'))),
};

/** JSON as authentik's queries have it: as a text. */
export const jsonText: Kind = {
	...json,
	good: json.good
		.filter(({ sent }) => !isEmpty(sent))
		.map(({ given, sent }): Sample => ({ given, sent: JSON.stringify(sent) })),
};
