/** The ways in which a field can be entered: a locator has multiple ways to name its object. */
import * as fc from 'fast-check';
import type { INodePropertyOptions } from 'n8n-workflow';

import { locator } from '../node';
import type { FieldFacts, LookUp } from './fields';
import { LOOKUPS, PAGES } from './fields';
import type { Kind, Sample } from './kind';
import { also, anyText, bad, composite, oneOf } from './kind';
import { name } from './text';
import type { Field } from './walk';
import { fields } from './walk';

/** A field in one of its ways, with the values that it then accepts. */
export interface Way extends Field {
	facts: FieldFacts;
	kind: Kind;
	/** The value of the parameter. */
	holding: (value: unknown) => unknown;
	/** The name of the way, if there is more than one. */
	mode?: string;
	/** How the object is looked up in authentik. */
	lookUp?: LookUp;
}

/** Every field of every operation in all of its ways. */
export const ways: Way[] = fields.flatMap((field) => waysOf(field));

function waysOf(field: Field): Way[] {
	const { facts, parameter } = field;
	if (!facts) return [];
	const choices = (parameter.options ?? []) as INodePropertyOptions[];
	const kind =
		typeof facts.kind === 'function'
			? facts.kind(choices.map(({ value }) => String(value)))
			: facts.kind;
	const whole: Way = { ...field, facts, kind, holding: (value) => value };
	const modes = (parameter.modes ?? []).filter((mode) => mode.name !== 'list');
	if (modes.length === 0) return [whole];
	return [
		{ ...whole, mode: 'as a whole' },
		...modes.map(({ name: mode }): Way => {
			const lookUp = LOOKUPS[`${parameter.name} ${mode}`];
			return {
				...whole,
				mode,
				lookUp,
				kind: lookUp ? foundByName(whole, lookUp) : mode === 'url' ? byAddress(whole) : kind,
				holding: (value) => locator(value as string, mode),
			};
		}),
	];
}

/** The ID of what is found is sent; an empty value clears, where the ID may be empty. */
function foundByName({ kind: { clears } }: Way, { id }: LookUp): Kind {
	const found: Kind = {
		...name,
		good: name.good.map(({ given, sent: asked }): Sample => ({ given, sent: id, asked })),
	};
	if (!clears) return found;
	return { ...also(also(found, { given: '', sent: null }), { given: null, sent: null }), clears };
}

/** By the address of the object's page, from which n8n itself extracts the ID. */
function byAddress({ kind, parameter }: Way): Kind {
	const page = PAGES[parameter.name];
	const after = fc.constantFrom('', '/', '?page=1', ';%7B%22page%22%3A%22x%22%7D', '#x');
	return {
		good: fc
			.tuple(
				kind.good.filter(({ sent }) => sent !== null),
				after,
			)
			.map(
				([{ sent }, rest]): Sample => ({
					given: `https://auth.example.com/if/admin/#${page}${String(sent)}${rest}`,
					sent,
				}),
			),
		bad: bad(
			fc.oneof(
				composite,
				anyText,
				fc.nat(),
				oneOf(
					'https://auth.example.com/if/admin/',
					`https://auth.example.com/if/admin/#${page}`,
					'https://auth.example.com/if/admin/#/flow/flows/default',
					`https://auth.example.com/?next=${page}7`,
				),
			),
		),
	};
}
