import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeParameterResourceLocator,
	INodeProperties,
} from 'n8n-workflow';

import { viewPermissions } from '../shared/permissions';
import type { Page } from '../transport/pages';
import { cachedPerRun } from '../transport/runCache';
import { request } from '../transport/request';
import type { Parse, Sendable } from '../rules/rule';
import { shown } from '../rules/rule';
import { integerId, uuid } from '../rules/ids';
import { name } from '../rules/text';
import { spellingsOf } from '../rules/visible';
import { NOTHING_SENT, Refusal } from '../rules/refusal';

/** A kind of object that a locator names by its ID, or by something that authentik has to be asked for. */
interface Kind {
	/** The parameter that names one. */
	locator: Pick<INodeProperties, 'name' | 'displayName'>;
	noun: string;
	/** The list that is asked, and what keeps its answers small. */
	url: string;
	qs: IDataObject;
	permission: string;
	/** What refuses everything that is no ID of this kind. */
	id: Parse<string>;
	/** The locator's further modes: authentik's exact filter, which is the field as well, and its name in texts. */
	modes: Record<string, { property: string; name: string }>;
}

const USER: Kind = {
	locator: { name: 'user', displayName: 'User' },
	noun: 'user',
	url: '/core/users/',
	qs: { include_groups: false },
	permission: viewPermissions.user,
	id: integerId,
	modes: {
		username: { property: 'username', name: 'username' },
		email: { property: 'email', name: 'email address' },
	},
};

const GROUP: Kind = {
	locator: { name: 'group', displayName: 'Group' },
	noun: 'group',
	url: '/core/groups/',
	qs: { include_users: false },
	permission: viewPermissions.group,
	id: uuid,
	modes: { name: { property: 'name', name: 'name' } },
};

/** What a lookup found. */
interface Found {
	count: number;
	pk?: unknown;
}

/**
 * What a locator holds, in whatever mode, by a rule.
 * @param locator the parameter; its name is the path to it where it is in a collection
 * @throws Refusal when the rule refuses it
 */
export function readLocator<T extends Sendable>(
	context: IExecuteSingleFunctions,
	{ name: path, displayName }: Pick<INodeProperties, 'name' | 'displayName'>,
	rule: Parse<T>,
): T {
	return rule(named(context, path, displayName), displayName);
}

/** What a locator holds. n8n takes it out of an address, and does not name the parameter when it cannot. */
function named(context: IExecuteSingleFunctions, path: string, label: string): unknown {
	try {
		return context.getNodeParameter(path, undefined, { extractValue: true });
	} catch {
		const { value } = context.getNodeParameter(path) as INodeParameterResourceLocator;
		throw new Refusal(
			`'${label}' must be the address of its page in authentik's admin interface, not ${shown(value)}`,
			`${NOTHING_SENT} Copy the address from the browser, or give the ID with By ID.`,
		);
	}
}

/**
 * The ID of the user that the locator `user` names, in any of its modes.
 * @throws Refusal when it is no ID, or when no user or several have the username or e-mail address
 */
export async function resolveUser(context: IExecuteSingleFunctions): Promise<number> {
	return await userResolver(context)();
}

/** The UUID of the group that the locator `group` names; see resolveUser(). */
export async function resolveGroup(context: IExecuteSingleFunctions): Promise<string> {
	return await groupResolver(context)();
}

/** What finds the user that the locator `user` names; see resolveUser(). */
export const userResolver = (context: IExecuteSingleFunctions) => {
	const find = resolver(context, USER);
	return async () => Number(await find());
};

/** What finds the group that the locator `group` names; see resolveUser(). */
export const groupResolver = (context: IExecuteSingleFunctions) => resolver(context, GROUP);

function resolver(context: IExecuteSingleFunctions, kind: Kind): () => Promise<string> {
	const { locator } = kind;
	const given = context.getNodeParameter(
		locator.name,
	) as Partial<INodeParameterResourceLocator> | null;
	const by = kind.modes[given?.mode ?? ''];
	if (by) {
		const wanted = readLocator(context, locator, name);
		return async () => await find(context, kind, by, wanted);
	}
	const id = readLocator(context, locator, kind.id);
	return async () => id;
}

async function find(
	context: IExecuteSingleFunctions,
	kind: Kind,
	by: Kind['modes'][string],
	wanted: string,
): Promise<string> {
	const { count, pk } = await lookUp(context, kind, by.property, wanted);
	if (count === 1) return kind.id(pk, kind.locator.displayName);
	if (count === 0) {
		throw new Refusal(
			`No ${kind.noun} found with the ${by.name} "${wanted}"`,
			"Nothing was changed in authentik. Check the spelling: the match is exact and case-sensitive. The token's user also needs permission to view the object.",
		);
	}
	throw new Refusal(
		`${count} ${kind.noun}s have the ${by.name} "${wanted}"`,
		'Nothing was changed in authentik.',
	);
}

/** Asks the list, once for all items of a run that name the same. */
async function lookUp(
	context: IExecuteSingleFunctions,
	{ url, qs, permission }: Kind,
	property: string,
	wanted: string,
): Promise<Found> {
	return await cachedPerRun(context, `${url}?${property}=${wanted}`, async () => {
		for (const spelling of spellingsOf(wanted)) {
			const { results, pagination } = await request<Page>(
				context,
				{ url, qs: { ...qs, [property]: spelling, page_size: 2 } },
				{ permissions: [permission] },
			);
			// A filter that got lost on the way must not turn somebody else into the one who was meant.
			const matching = results.filter((row) => row[property] === spelling);
			const count = matching.length < results.length ? matching.length : pagination.count;
			if (count > 0) return { count, pk: matching[0]?.pk };
		}
		return { count: 0 };
	});
}
