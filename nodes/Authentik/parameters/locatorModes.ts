import type { INodePropertyMode } from 'n8n-workflow';

import type { Kind } from '../operation/kinds';
import type { Parameter } from '../operation/types';
import { INTEGER_PATTERN, UUID_PATTERN } from '../rules/ids';
import { SLUG_PATTERN } from '../rules/text';

/**
 * A parameter that names one object.
 * @param of its name within a sentence; or its kind, if authentik can look it up by the kind's modes
 */
export function locator(
	displayName: string,
	name: string,
	of: string | Kind,
	modes: INodePropertyMode[],
): Parameter {
	const isKind = typeof of === 'object';
	return {
		...(isKind ? { kind: of } : {}),
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `The ${isKind ? of.noun : of} to work on`,
		modes,
	};
}

function mode(
	displayName: string,
	name: string,
	type: INodePropertyMode['type'],
	placeholder: string,
): INodePropertyMode {
	return { displayName, name, type, placeholder };
}

/** A list that the server searches and paginates. @param what such as "a user" */
export function fromList(searchListMethod: string, what: string): INodePropertyMode {
	return {
		...mode('From List', 'list', 'list', `Select ${what}...`),
		typeOptions: { searchListMethod, searchable: true },
	};
}

/** Other properties of a mode. */
interface More {
	hint?: string;
	/** How the text must be written, and the editor's error for any other. Defaults to any text. */
	written?: { pattern: string; otherwise: string };
}

/** A text that names the object, such as its ID. */
export function byText(
	displayName: string,
	name: string,
	example: string,
	{ hint, written }: More = {},
): INodePropertyMode {
	return {
		...mode(displayName, name, 'string', `e.g. ${example}`),
		...(hint ? { hint } : {}),
		...(written ? { validation: [validation(written)] } : {}),
	};
}

/** The editor's check while typing. `required` handles an empty text; rules trim whitespace. */
function validation({ pattern, otherwise }: Required<More>['written']) {
	const properties = { regex: `\\s*(?:${pattern})?\\s*`, errorMessage: otherwise };
	return { type: 'regex', properties };
}

export const byNumber = (example: string) =>
	byText('By ID', 'id', example, {
		written: { pattern: INTEGER_PATTERN, otherwise: 'Not an ID: enter a number' },
	});

export const EXAMPLE_UUID = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';

export const byUuid = byText('By ID', 'id', EXAMPLE_UUID, {
	written: { pattern: UUID_PATTERN, otherwise: 'Not an ID: enter a UUID' },
});

/** The format of a slug. @param what its name, with an article */
export const asSlug = (what: string) => ({
	pattern: SLUG_PATTERN,
	otherwise: `Not ${what}: use letters, digits, hyphens, and underscores`,
});

/** The name of an object; authentik is asked for the ID. */
export const byName = (example: string) =>
	byText('By Name', 'name', example, { hint: 'Exact name, case-sensitive' });

/** The same if more than one object may have the same name. @param noun what the object is */
export const bySharedName = (noun: string, example: string) =>
	byText('By Name', 'name', example, {
		hint: `Exact name, case-sensitive. Fails if more than one ${noun} has it.`,
	});

export const bySlug = (example: string) =>
	byText('By Slug', 'slug', example, { written: asSlug('a slug') });

/**
 * The URL of the object's page in authentik's admin interface.
 * @param path a pattern for the part before the ID
 * @param id a pattern for the ID
 * @param example a page, below the admin interface
 */
export function byUrl(what: string, path: string, id: string, example: string): INodePropertyMode {
	const pattern = `https?://[^?]*${path}(${id})(?:[/?;#].*)?`;
	const otherwise = `Not the URL of the ${what}'s page in authentik's admin interface`;
	return {
		...byText('By URL', 'url', `https://auth.example.com/if/admin/#${example}`, {
			hint: `URL of the ${what}'s page in authentik's admin interface`,
			written: { pattern, otherwise },
		}),
		extractValue: { type: 'regex', regex: `^\\s*${pattern}\\s*$` },
	};
}
