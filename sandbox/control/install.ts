import { randomBytes } from 'node:crypto';

import { addFlow } from '../authentik/resources/flows/flows';
import { addGroup } from '../authentik/resources/groups/rows';
import { addUser } from '../authentik/resources/users/rows';
import { addToken } from '../authentik/tokens/tokens';
import type { Authentik } from '../core/call';
import { BEHAVIOUR, holds } from '../core/releases';
import type { MappingRow } from '../core/state/models';
import type { FlowRow } from '../core/state/signin-models';
import { secret, uuid } from '../core/state/state';

/**
 * What a fresh authentik has, limited to the objects of the sandbox.
 * @param key akadmin's API token; random by default
 * @returns this token
 */
export function install(authentik: Authentik, key = secret()): string {
	const call = { authentik };
	const { state } = authentik;
	const outpost = addUser(
		{
			username: `ak-outpost-${randomBytes(16).toString('hex')}`,
			name: 'Outpost authentik Embedded Outpost Service-Account',
			type: 'internal_service_account',
			path: 'goauthentik.io/outposts',
		},
		call,
	);
	if (holds(authentik.release, BEHAVIOUR.rolesOfUsers)) {
		const name = `ak-managed-role--user-${outpost.pk}`;
		outpost.roles = [state.roles.add({ pk: uuid(), name, managed: name }).pk];
	}
	const admin = addUser(
		{ username: 'akadmin', name: 'authentik Default Admin', email: 'a@example.com' },
		call,
	);
	const readOnly = state.roles.add({ pk: uuid(), name: 'authentik Read-only' });
	addGroup({ name: 'authentik Admins', is_superuser: true, users: [admin.pk] }, call);
	addGroup({ name: 'authentik Read-only', roles: [readOnly.pk], attributes: READ_ONLY }, call);
	MAPPINGS.forEach((mapping) => state.mappings.add({ ...NO_SCOPE, ...mapping, pk: uuid() }));
	FLOWS.forEach((flow) => addFlow(flow, state));
	if (!holds(authentik.release, BEHAVIOUR.enrollmentFlowFails))
		addFlow({ ...ENROLLMENT, stages: [uuid(), uuid(), uuid()], policies: [uuid()] }, state);
	addToken(
		{ identifier: 'sandbox', user: admin.pk, expiring: false, description: 'Sandbox', key },
		call,
	);
	return key;
}

/** authentik's own text. */
const READ_ONLY = {
	notes: 'An group with an auto-generated role that allows read-only permissions on all objects.\n',
};

const NO_SCOPE = { scope_name: '', description: '' };

const USER_EXPRESSION = `name = request.user.name
given, family, formatted = name, " ", name + " "
if " " in name:
    given, _, family = name.partition(" ")
    formatted = name

photos = None
if "://" in request.user.avatar:
    photos = [{"value": request.user.avatar, "type": "photo"}]

emails = []
if request.user.email != "":
    emails = [{"value": request.user.email, "type": "other", "primary": True}]

return {
    "userName": request.user.username,
    "name": {"formatted": formatted, "givenName": given, "familyName": family},
    "displayName": name,
    "photos": photos,
    "locale": request.user.locale() or None,
    "active": request.user.is_active,
    "emails": emails,
}`;

const MAPPINGS: Array<
	Pick<MappingRow, 'kind' | 'managed' | 'name' | 'expression'> & Partial<MappingRow>
> = [
	{
		kind: 'scim',
		managed: 'goauthentik.io/providers/scim/user',
		name: 'authentik default SCIM Mapping: User',
		expression: USER_EXPRESSION,
	},
	{
		kind: 'scim',
		managed: 'goauthentik.io/providers/scim/group',
		name: 'authentik default SCIM Mapping: Group',
		expression: 'return {\n    "displayName": group.name,\n}',
	},
	{
		kind: 'scope',
		managed: 'goauthentik.io/providers/oauth2/scope-authentik_api',
		name: 'authentik default OAuth Mapping: authentik API access',
		expression: 'return {}',
		scope_name: 'goauthentik.io/api',
		description: 'authentik API Access on behalf of your user',
	},
	...['openid', 'email', 'profile', 'offline_access'].map((scope) => ({
		kind: 'scope' as const,
		managed: `goauthentik.io/providers/oauth2/scope-${scope}`,
		name: `authentik default OAuth Mapping: OpenID '${scope}'`,
		expression: 'return {}',
		scope_name: scope,
	})),
];

const ENROLLMENT: Partial<FlowRow> = {
	name: 'Welcome to authentik! Please select a username.',
	slug: 'default-source-enrollment',
	designation: 'enrollment',
};

const FLOWS: Array<Partial<FlowRow>> = [
	{
		name: 'Welcome to authentik!',
		slug: 'default-authentication-flow',
		title: 'Welcome to authentik!',
		designation: 'authentication',
	},
	{
		name: 'Authorize Application',
		slug: 'default-provider-authorization-implicit-consent',
		title: 'Redirecting to %(app)s',
		designation: 'authorization',
	},
	{
		name: 'Logged out of application',
		slug: 'default-provider-invalidation-flow',
		title: "You've logged out of %(app)s.",
		designation: 'invalidation',
	},
];
