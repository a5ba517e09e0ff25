/** Lists: as lists, as JSON, and as comma-separated texts. */
import * as fc from 'fast-check';

import type { Kind, Sample } from './kind';
import { asIs, bad, forms, oneOf } from './kind';
import { integerId, uuid } from './scalars';
import { FOUND } from './server';
import { choiceOf, name, text } from './text';

const notList = fc.oneof(
	oneOf(' , ', ',', ', ,', true, 7, 10n, [[]], [['a'], 'b'], { 0: 'a', length: 1 }, { a: ['b'] }),
	fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2, noNullPrototype: true }),
);

interface Entries {
	kind: Kind;
	/** Whether a text among the bad values of the kind is an entry in a list nevertheless. */
	isEntry?: (given: unknown) => boolean;
	min?: number;
}

/** A list of values of a kind, each sent once however often it is entered. */
function listOf({ kind, isEntry = () => false, min = 1 }: Entries): Kind {
	const entries = fc.array(kind.good, { minLength: min, maxLength: 3 });
	const unique = (samples: Sample[]) => [...new Set(samples.map(({ sent }) => sent))];
	const isPlain = ({ sent }: Sample) => /^[^,[\]"\s=]+$/.test(String(sent));
	return {
		good: fc.oneof(
			entries.map(
				(samples): Sample => ({
					given: samples.map(({ given }) => given),
					sent: unique(samples),
				}),
			),
			entries.map(
				(samples): Sample => ({
					given: [...samples, ...samples].map(({ given }) => given),
					sent: unique(samples),
				}),
			),
			entries
				.filter((samples) => samples.length > 0 && samples.every(isPlain))
				.chain((samples) => {
					const sent = unique(samples);
					return fc.constantFrom<Sample>(
						{ given: sent.join(','), sent },
						{ given: ` ${sent.join(' , ')},`, sent },
						{ given: [...sent, ...sent].join(', '), sent },
						{ given: ` ${JSON.stringify(sent)}`, sent },
					);
				}),
		),
		bad: bad(
			fc.oneof(
				notList,
				fc.array(
					kind.bad.filter((value) => !isEntry(value)),
					{ minLength: 1, maxLength: 2 },
				),
				fc
					.tuple(
						kind.good,
						kind.bad.filter((value) => !isEntry(value)),
					)
					.map(([{ given }, spoiled]) => [given, spoiled]),
			),
		),
	};
}

/** A list that must not be empty. */
const filled = (entries: Entries): Kind => {
	const kind = listOf(entries);
	return { ...kind, bad: fc.oneof({ weight: 9, arbitrary: kind.bad }, oneOf([], '[]', '[ ]')) };
};

/** Objects as Get Many returns them, as items of n8n, and the ID of a single one. */
const byId = (id: Kind): fc.Arbitrary<Sample> =>
	id.good.chain(({ sent: pk }) =>
		forms([pk], [{ pk, name: 'x' }], { pk }, [{ json: { pk } }], JSON.stringify([{ pk }])),
	);

/** Names, which are looked up in authentik, alone and next to an ID. */
function byNames({ found, id }: { found: unknown; id: Kind }): fc.Arbitrary<Sample> {
	const names = fc.array(
		name.good.filter(({ sent }) => !/^\d+$|@/.test(String(sent))),
		{ minLength: 1, maxLength: 2 },
	);
	return fc.oneof(
		names.map((samples): Sample => ({ given: samples.map(({ given }) => given), sent: [found] })),
		fc
			.tuple(names, id.good)
			.filter(([, { sent }]) => sent !== found)
			.map(
				([samples, { sent: pk }]): Sample => ({
					given: [...samples.map(({ given }) => given), { pk }],
					sent: [found, pk],
				}),
			),
	);
}

const noReference = bad(
	oneOf(
		{ id: 1 },
		[{ id: 1 }],
		[[7]],
		[true],
		{ pk: 'x' },
		[{ pk: {} }],
		{ json: {} },
		' , ',
		true,
	),
);

/** Names and IDs, which an empty list clears. */
export const namesOrUuids: Kind = {
	good: fc.oneof(
		{ weight: 3, arbitrary: listOf({ kind: uuid, min: 0 }).good },
		byId(uuid),
		byNames({ found: FOUND.uuid, id: uuid }),
		asIs(fc.constant([])),
		fc.constant<Sample>({ given: '[]', sent: [] }),
	),
	bad: noReference,
	clears: true,
};

/** Users: digits may be a username as well, so only objects have an ID. */
export const users: Kind = {
	good: fc.oneof(
		byId(integerId),
		byNames({ found: FOUND.number, id: integerId }),
		fc.constant<Sample>({ given: '[]', sent: [] }),
	),
	bad: noReference,
};

/** The same where an empty list must be written. */
export const written = ({ good, bad: own }: Kind): Kind => ({
	good: good.filter(({ given }) => !Array.isArray(given) || given.length > 0),
	bad: fc.oneof({ weight: 9, arbitrary: own }, oneOf([])),
});

export const integerList = filled({ kind: integerId });
export const nameList = filled({ kind: name });
export const textList = filled({
	kind: {
		...text,
		good: text.good.map((one): Sample => ({ ...one, sent: String(one.sent).trim() })),
	},
});

export const choicesOf = (choices: string[]): Kind => filled({ kind: choiceOf(choices) });

const address = fc.emailAddress().filter((given) => !/[,[\]]/.test(given));

export const emailList = filled({
	kind: {
		good: fc.oneof(
			asIs(address),
			address.map((sent): Sample => ({ given: ` ${sent}\u200b`, sent })),
		),
		bad: bad(oneOf('ada', '@x', 'a@', 'a b@c.de', 'a@b@c', 'a\u200bb@c.de', 'a@b c', 7, true, {})),
	},
});
