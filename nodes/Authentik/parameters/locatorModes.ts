import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

/** A parameter that names one object. @param noun what it is called within a sentence */
export function locator(
	displayName: string,
	name: string,
	noun: string,
	modes: INodePropertyMode[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `The ${noun} to work on`,
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

/** A list that is searched and paged on the server. @param what such as "a user" */
export function fromList(searchListMethod: string, what: string): INodePropertyMode {
	return {
		...mode('From List', 'list', 'list', `Select ${what}...`),
		typeOptions: { searchListMethod, searchable: true },
	};
}

/** A text that names the object, such as its ID. */
export function byText(
	displayName: string,
	name: string,
	example: string,
	hint?: string,
): INodePropertyMode {
	return { ...mode(displayName, name, 'string', `e.g. ${example}`), ...(hint ? { hint } : {}) };
}

export const byNumber = (example: string) => byText('By ID', 'id', example);
export const byUuid = byText('By ID', 'id', '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11');

/** What an address of an object's page holds. */
export const NUMBER = '(\\d+)';
export const UUID = '([0-9a-fA-F-]{32,36})';
export const SLUG = '([\\w-]+)';

/**
 * The address of the object's page in authentik's admin interface.
 * @param path a pattern for what stands before the ID
 * @param example a page, below the admin interface
 */
export function byUrl(what: string, path: string, id: string, example: string): INodePropertyMode {
	return {
		...byText('By URL', 'url', `https://auth.example.com/if/admin/#${example}`),
		hint: `URL of the ${what}'s page in authentik's admin interface`,
		extractValue: { type: 'regex', regex: `^https?://[^?]*${path}${id}(?:[/?;#].*)?$` },
	};
}
