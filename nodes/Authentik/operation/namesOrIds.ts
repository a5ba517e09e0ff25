import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { INTEGER_PATTERN, integerId, isUuid, uuid } from '../rules/ids';
import type { Reference } from '../rules/references';
import { Refusal } from '../rules/refusal';
import type { Parse } from '../rules/rule';
import { shown } from '../rules/rule';
import type { AnyObject } from '../shared/apiTypes';
import { hasStatus } from '../transport/failure';
import { request } from '../transport/request';
import { allRows } from '../transport/rows';
import { cachedPerRun } from '../transport/runCache';
import { settled } from '../transport/settled';
import type { Kind } from './kinds';
import { KINDS } from './kinds';
import { findExact, similarRows } from './lookUp';
import type { Field } from './types';

/** A kind of object that a list can name by ID or by another field that authentik can look up. */
export interface Named extends Pick<Kind, 'noun' | 'url' | 'qs' | 'permission'> {
	/** Keeps the response about a single object small. */
	qsOfOne?: IDataObject;
	id: Parse<string>;
	isId: (text: string) => boolean;
	/** The fields that may hold a text, each also an exact filter of the list. Empty if the text can only be an ID. */
	fieldsFor: (text: string) => string[];
}

const byName = (text: string) => (isUuid(text) ? [] : ['name']);

export const GROUPS: Named = {
	...KINDS.group,
	qsOfOne: KINDS.group.qs,
	id: uuid,
	isId: isUuid,
	fieldsFor: byName,
};

export const ROLES: Named = {
	...KINDS.role,
	id: uuid,
	isId: isUuid,
	fieldsFor: byName,
};

export const SCIM_MAPPINGS: Named = {
	...KINDS.scimMapping,
	id: uuid,
	isId: isUuid,
	fieldsFor: byName,
};

const INTEGER = new RegExp(`^${INTEGER_PATTERN}$`);

/** Users. A username may consist of digits, or be somebody else's email address. */
export const USERS: Named = {
	...KINDS.user,
	id: integerId,
	isId: (text) => INTEGER.test(text),
	fieldsFor: (text) => (text.includes('@') ? ['username', 'email'] : ['username']),
};

/** Lets a field with the rule referenceList() accept names: authentik is asked for their IDs, once per run. */
export function listing(kind: Named, field: Field): Field {
	const { target } = field;
	return {
		...field,
		target: {
			...target,
			lookUp: async (context, value) =>
				await idsOf(context, kind, target.label, value as Reference[]),
		},
	};
}

/** The IDs of the objects in a list. A value that can only be an ID is used as is. */
async function idsOf(
	context: IExecuteSingleFunctions,
	kind: Named,
	label: string,
	references: Reference[],
): Promise<string[]> {
	const given = references.map((one) => certainId(kind, one, label));
	const names = references.filter((_, index) => given[index] === undefined);
	const found = await findAll(context, kind, label, names);
	const ids = given.map((id) => id ?? kind.id(found.shift()?.pk, label));
	return [...new Set(ids)];
}

function certainId(kind: Named, reference: Reference, label: string): string | undefined {
	if ('id' in reference) return reference.id;
	const { name } = reference;
	return kind.isId(name) && kind.fieldsFor(name).length === 0 ? kind.id(name, label) : undefined;
}

/**
 * The objects that a list names, in its order.
 * @param known objects that need no lookup
 * @throws Refusal that names each entry with no matching object, or more than one
 */
export async function findAll(
	context: IExecuteSingleFunctions,
	kind: Named,
	label: string,
	references: Reference[],
	known: AnyObject[] = [],
): Promise<AnyObject[]> {
	const found = await Promise.all(
		references.map(async (reference) => await candidates(context, kind, reference, known)),
	);
	const texts = references.map((one) => ('id' in one ? one.id : one.name));
	const unknown = texts.filter((_, index) => found[index].length === 0);
	if (unknown.length > 0) throw await unknownRefusal(context, kind, label, unknown);
	const doubled = found.findIndex(({ length }) => length > 1);
	if (doubled < 0) return found.flat();
	throw new Refusal(
		`'${label}' is ambiguous: ${found[doubled].length} ${kind.noun}s match ${shown(texts[doubled])}`,
		`Nothing was changed in authentik. Found: ${found[doubled].map(described).join(', ')}. Enter an object with the field pk, as Get Many returns it: {{ [{ pk: ${String(found[doubled][0].pk)} }] }}.`,
	);
}

/** All objects that an entry may refer to. */
async function candidates(
	context: IExecuteSingleFunctions,
	kind: Named,
	reference: Reference,
	known: AnyObject[],
): Promise<AnyObject[]> {
	if ('id' in reference) return await withId(context, kind, reference.id, known);
	const { name } = reference;
	const fields = kind.fieldsFor(name);
	const isId = kind.isId(name);
	// A unique name needs no second lookup.
	const own = isId || fields.length > 1 ? [] : known.filter((row) => row[fields[0]] === name);
	if (own.length > 0) return own;
	const found = await Promise.all([
		...(isId ? [withId(context, kind, kind.id(name, kind.noun), known)] : []),
		...fields.map(async (field) => await withName(context, kind, field, name)),
	]);
	return [...new Map(found.flat().map((row) => [row.pk, row])).values()];
}

async function withId(
	context: IExecuteSingleFunctions,
	{ url, qsOfOne: qs, permission }: Named,
	id: string,
	known: AnyObject[],
): Promise<AnyObject[]> {
	const own = known.filter(({ pk }) => String(pk) === id);
	if (own.length > 0) return own;
	return await cachedPerRun(context, `${url}${id}/`, async () => {
		const asking = request<AnyObject>(
			context,
			{ url: `${url}${encodeURIComponent(id)}/`, qs },
			{ permissions: [permission] },
		);
		const outcome = await settled(asking);
		if (outcome.status === 'fulfilled') return [outcome.value];
		if (hasStatus(outcome.reason, 404)) return [];
		throw outcome.reason;
	});
}

/** All objects with a name. The error lists those that share it, with what distinguishes them. */
async function withName(
	context: IExecuteSingleFunctions,
	{ url, qs, permission }: Named,
	field: string,
	name: string,
): Promise<AnyObject[]> {
	return await cachedPerRun(context, `${url}: ${field} = ${name}`, async () => {
		const { rows } = await findExact(field, name, async (spelling) => {
			const list = { url, qs: { ...qs, [field]: spelling } };
			return { results: await allRows<AnyObject>(context, list, { permissions: [permission] }) };
		});
		return rows;
	});
}

/** How many names an error lists. */
const MOST_LISTED = 5;

async function unknownRefusal(
	context: IExecuteSingleFunctions,
	kind: Named,
	label: string,
	unknown: string[],
): Promise<Refusal> {
	const listed = unknown.slice(0, MOST_LISTED);
	const rest = unknown.length - listed.length;
	const similar = (
		await Promise.all(listed.map(async (name) => await inOtherCase(context, kind, name)))
	).flat();
	const found = similar.length > 0 ? ` Found instead: ${similar.map(described).join(', ')}.` : '';
	return new Refusal(
		`'${label}' contains an unknown ${kind.noun}: ${listed.map(shown).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
		`Nothing was changed in authentik.${found} Check the spelling: the match is exact and case-sensitive. The token's user also needs permission to view the ${kind.noun}. ${NAMES_WITH_COMMAS}`,
	);
}

const NAMES_WITH_COMMAS = 'Enter a name that contains a comma as a list: {{ ["a, b"] }}.';

/** Objects whose name differs only in case; none if authentik can't compare it. */
async function inOtherCase(
	context: IExecuteSingleFunctions,
	kind: Named,
	name: string,
): Promise<AnyObject[]> {
	try {
		return await similarRows(context, kind, kind.fieldsFor(name), name);
	} catch {
		return [];
	}
}

function described({ pk, name, username }: AnyObject): string {
	return `${shown(username ?? name)} (ID ${String(pk)})`;
}
