/** The main request of each operation, without what its fields add. */
import type { IDataObject } from 'n8n-workflow';

import type { Expected } from './fields';
import { FOUND, MAPPINGS, RANDOM_KEY } from './server';

/** The facts of an operation. */
export interface OperationFacts {
	/** Method and path; placeholders have the names of the parameters that fill them. */
	call: string;
	query?: IDataObject;
	body?: IDataObject;
	/** Whether the server finds nothing by the name. */
	findsNothing?: boolean;
	/** Other required parameters, as in FieldFacts. */
	needs?: IDataObject;
	/** What the fields decide together. */
	finish?: (request: Expected) => void;
}

const call = (text: string, more: Omit<OperationFacts, 'call'> = {}): OperationFacts => ({
	call: text,
	...more,
});

const withoutUsers = { query: { include_users: false } };
const withoutGroups = { query: { include_groups: false } };
const withMappings = { body: MAPPINGS };

/** authentik lists all applications, or those that a user may open; for all, it ignores launch URLs. */
function ofWhom({ query }: Expected): void {
	const { only_accessible } = query;
	delete query.only_accessible;
	if (only_accessible === true || 'for_user' in query) return;
	query.superuser_full_list = true;
	if (query.only_with_launch_url === true) query.page_size = 100;
}

/** Only reads have pages. */
function withoutPages({ call: request, query }: Expected): void {
	if (!request.startsWith('GET')) delete query.page_size;
}

/** By resource and operation; if it is tried in more than one way, the way is appended. */
export const OPERATIONS: Record<string, OperationFacts> = {
	'apiRequest.send': call('GET {path}', { finish: withoutPages }),

	'application.checkAccess': call('GET /core/applications/{application}/check_access/'),
	'application.create': call('POST /core/applications/'),
	'application.delete': call('DELETE /core/applications/{application}/'),
	'application.get': call('GET /core/applications/{application}/'),
	'application.getAll': call('GET /core/applications/', { finish: ofWhom }),
	'application.getBindings': call('GET /policies/bindings/', {
		query: { target: FOUND.uuid },
	}),
	'application.grantAccess': call('POST /policies/bindings/', {
		// After the existing binding.
		body: { target: FOUND.uuid, order: 7 },
		needs: { 'principal.policy': FOUND.uuid },
	}),
	'application.revokeAccess': call('GET /policies/bindings/', {
		query: { target: FOUND.uuid, page: 1, page_size: 100 },
		needs: { 'principal.policy': FOUND.uuid },
	}),
	'application.update': call('PATCH /core/applications/{application}/'),

	'event.get': call('GET /events/events/{event}/'),
	'event.getAll': call('GET /events/events/'),

	'group.addUser': call('POST /core/groups/{group}/add_user/'),
	'group.create': call('POST /core/groups/'),
	'group.delete': call('DELETE /core/groups/{group}/'),
	'group.get': call('GET /core/groups/{group}/', withoutUsers),
	'group.getAll': call('GET /core/groups/', withoutUsers),
	'group.getMembers': call('GET /core/users/', withoutGroups),
	'group.removeUser': call('POST /core/groups/{group}/remove_user/'),
	'group.setMembers': call('GET /core/groups/{group}/', { query: { include_users: true } }),
	'group.update': call('PATCH /core/groups/{group}/'),
	'group.upsert': call('POST /core/groups/', { findsNothing: true }),
	'group.upsert of a known one': call(`PATCH /core/groups/${FOUND.uuid}/`),

	'invitation.create': call('POST /stages/invitation/invitations/'),
	'invitation.delete': call('DELETE /stages/invitation/invitations/{invitation}/'),
	'invitation.get': call('GET /stages/invitation/invitations/{invitation}/'),
	'invitation.getAll': call('GET /stages/invitation/invitations/'),
	'invitation.sendEmail': call('POST /stages/invitation/invitations/{invitation}/send_email/'),

	'provisionedGroup.get': call('GET /providers/scim_groups/{provisionedGroup}/'),
	'provisionedGroup.getAll': call('GET /providers/scim_groups/'),
	'provisionedGroup.link': call('POST /providers/scim_groups/'),
	'provisionedGroup.unlink': call('DELETE /providers/scim_groups/{provisionedGroup}/'),
	'provisionedUser.get': call('GET /providers/scim_users/{provisionedUser}/'),
	'provisionedUser.getAll': call('GET /providers/scim_users/'),
	'provisionedUser.link': call('POST /providers/scim_users/'),
	'provisionedUser.unlink': call('DELETE /providers/scim_users/{provisionedUser}/'),

	'role.addUser': call('POST /rbac/roles/{role}/add_user/'),
	'role.assignPermissions': call('POST /rbac/permissions/assigned_by_roles/{role}/assign/'),
	'role.create': call('POST /rbac/roles/'),
	'role.delete': call('DELETE /rbac/roles/{role}/'),
	'role.get': call('GET /rbac/roles/{role}/'),
	'role.getAll': call('GET /rbac/roles/'),
	'role.removeUser': call('POST /rbac/roles/{role}/remove_user/'),
	'role.unassignPermissions': call('PATCH /rbac/permissions/assigned_by_roles/{role}/unassign/'),

	'scimMapping.create': call('POST /propertymappings/provider/scim/'),
	'scimMapping.delete': call('DELETE /propertymappings/provider/scim/{scimMapping}/'),
	'scimMapping.get': call('GET /propertymappings/provider/scim/{scimMapping}/'),
	'scimMapping.getAll': call('GET /propertymappings/provider/scim/'),
	'scimMapping.test': call('POST /propertymappings/all/{scimMapping}/test/', {
		query: { format_result: true },
	}),
	'scimMapping.update': call('PATCH /propertymappings/provider/scim/{scimMapping}/'),

	'scimProvider.attach': call('PATCH /core/applications/{application}/'),
	'scimProvider.create': call('POST /providers/scim/', withMappings),
	'scimProvider.delete': call('DELETE /providers/scim/{scimProvider}/'),
	'scimProvider.detach': call('GET /providers/scim/{scimProvider}/'),
	'scimProvider.get': call('GET /providers/scim/{scimProvider}/'),
	'scimProvider.getAll': call('GET /providers/scim/'),
	'scimProvider.getDependents': call('GET /providers/scim/{scimProvider}/used_by/'),
	'scimProvider.getSyncStatus': call('GET /providers/scim/{scimProvider}/sync/status/'),
	'scimProvider.sync': call('PATCH /providers/scim/{scimProvider}/'),
	'scimProvider.syncGroup': call('POST /providers/scim/{scimProvider}/sync/object/', {
		body: { sync_object_model: 'authentik.core.models.Group' },
	}),
	'scimProvider.syncUser': call('POST /providers/scim/{scimProvider}/sync/object/', {
		body: { sync_object_model: 'authentik.core.models.User' },
	}),
	'scimProvider.update': call('PATCH /providers/scim/{scimProvider}/'),
	'scimProvider.upsert': call('POST /providers/scim/', {
		...withMappings,
		findsNothing: true,
		needs: { 'additionalFields.url': 'https://scim.example.com' },
	}),
	'scimProvider.upsert of a known one': call(`PATCH /providers/scim/${FOUND.number}/`),

	'token.create': call('POST /core/tokens/', { body: { intent: 'api', expiring: false } }),
	'token.delete': call('DELETE /core/tokens/{tokenIdentifier}/'),
	'token.getAll': call('GET /core/tokens/'),
	'token.getKey': call('GET /core/tokens/{tokenIdentifier}/view_key/'),
	'token.rotate': call('POST /core/tokens/{tokenIdentifier}/set_key/', {
		body: { key: RANDOM_KEY },
	}),

	'user.addToGroup': call('POST /core/groups/{group}/add_user/'),
	'user.create': call('POST /core/users/', { body: { name: '' } }),
	'user.createRecoveryLink': call('POST /core/users/{user}/recovery/'),
	'user.createServiceAccount': call('POST /core/users/service_account/'),
	'user.delete': call('DELETE /core/users/{user}/'),
	'user.endSessions': call('GET /core/authenticated_sessions/', {
		query: { page: 1, page_size: 100 },
	}),
	'user.get': call('GET /core/users/{user}/'),
	'user.getAll': call('GET /core/users/', withoutGroups),
	'user.getDevices': call('GET /authenticators/admin/all/'),
	'user.getGroups': call('GET /core/groups/', withoutUsers),
	'user.getSessions': call('GET /core/authenticated_sessions/'),
	'user.offboard': call('GET /core/users/{user}/'),
	'user.removeDevices': call('GET /authenticators/admin/all/'),
	'user.removeFromGroup': call('POST /core/groups/{group}/remove_user/'),
	'user.sendRecoveryEmail': call('POST /core/users/{user}/recovery_email/'),
	'user.setGroups': call('GET /core/users/{user}/'),
	'user.setPassword': call('POST /core/users/{user}/set_password/'),
	'user.update': call('PATCH /core/users/{user}/'),
	'user.upsert': call('POST /core/users/', { body: { name: '' }, findsNothing: true }),
	'user.upsert of a known one': call(`PATCH /core/users/${FOUND.number}/`),
};
