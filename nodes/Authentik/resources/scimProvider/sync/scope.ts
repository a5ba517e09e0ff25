import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { withoutDashes } from '../../../rules/ids';
import type { AccessCheck, Group, ScimMapping, ScimProvider, User } from '../../../shared/apiTypes';
import { rights } from '../../../shared/permissions';
import { currentUser } from '../../../transport/currentUser';
import { cachedPerRun } from '../../../transport/runCache';
import { ifVisible, request } from '../../../transport/request';
import { allRows } from '../../../transport/rows';
import type { SyncedObject } from './objectTasks';

type Context = IExecutePaginationFunctions;

const SERVICE_ACCOUNTS = ['service_account', 'internal_service_account'];

/**
 * Whether a provider syncs an object, by the provider's filters and, from 2026.2 on, the bindings of its application
 * (get_object_qs, authentik/providers/scim/models.py). The provider's own fields show which release it is. Asks
 * authentik only if both objects leave the answer open.
 * @returns undefined if authentik does not return it to this token
 */
export async function isInScope(
	context: Context,
	provider: ScimProvider,
	object: User | Group,
): Promise<boolean | undefined> {
	const { group_filters: filters, filter_group: filter } = provider;
	const isUser = 'username' in object;
	if (filters !== undefined) {
		if (isUser) {
			return !isExcluded(provider, object) && (await mayOpen(context, provider, object));
		}
		return filters.length === 0 || isListed(object.pk, filters);
	}
	if (filter === undefined) return undefined;
	if (!isUser) return true;
	return !isExcluded(provider, object) && (filter === null || isListed(filter, object.groups));
}

/**
 * Whether a mapping of the provider may skip the object (`raise SkipObject`), which authentik does not log. Also true
 * if the token may not view the mappings. The items of a run share one request for the list.
 */
export async function maySkip(
	context: Context,
	provider: ScimProvider,
	{ kind }: SyncedObject,
): Promise<boolean> {
	const skipping = await cachedPerRun(context, 'mappings that may skip', async () => {
		const list = { url: '/propertymappings/provider/scim/' };
		const subject = { permissions: [rights.scimMapping.view] };
		const rows = await ifVisible(allRows<ScimMapping>(context, list, subject));
		return rows?.filter(({ expression }) => expression.includes('SkipObject'));
	});
	const used = kind === 'user' ? provider.property_mappings : provider.property_mappings_group;
	return skipping?.some(({ pk }) => used.includes(pk)) ?? true;
}

function isListed(pk: string, list: string[]): boolean {
	return list.some((one) => withoutDashes(one) === withoutDashes(pk));
}

function isExcluded({ exclude_users_service_account }: ScimProvider, { type }: User): boolean {
	return exclude_users_service_account && SERVICE_ACCOUNTS.includes(type);
}

/**
 * Whether the bindings of the provider's application let a user in. authentik answers that only for superusers; to
 * anyone else it answers about themselves, whichever user they ask about. A provider that is the main one of an
 * application has no such restriction.
 */
async function mayOpen(
	context: Context,
	{ assigned_backchannel_application_slug: slug }: ScimProvider,
	{ pk }: User,
): Promise<boolean | undefined> {
	if (!slug) return true;
	const self = await currentUser(context);
	if (!self.is_superuser && self.pk !== pk) return undefined;
	const url = `/core/applications/${encodeURIComponent(slug)}/check_access/`;
	const answer = await ifVisible(
		request<AccessCheck>(
			context,
			{ url, qs: { for_user: pk } },
			{ permissions: [rights.application.view] },
		),
	);
	return answer?.passing;
}
