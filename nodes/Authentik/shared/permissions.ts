const provider = (action: string) => `authentik_providers_scim.${action}_scimprovider`;
const mapping = (action: string) => `authentik_providers_scim.${action}_scimmapping`;
const remoteUser = (action: string) => `authentik_providers_scim.${action}_scimprovideruser`;
const remoteGroup = (action: string) => `authentik_providers_scim.${action}_scimprovidergroup`;
const user = (action: string) => `authentik_core.${action}_user`;
const group = (action: string) => `authentik_core.${action}_group`;
const session = (action: string) => `authentik_core.${action}_authenticatedsession`;
/** Authenticators, each type of which is a separate model. */
const devices = (action: string) =>
	['duo', 'email', 'endpoint_gdtc', 'sms', 'static', 'totp', 'webauthn'].map(
		(app) => `authentik_stages_authenticator_${app}.${action}_${app.split('_')[0]}device`,
	);
const resetPassword = 'authentik_core.reset_user_password';
const addMember = 'authentik_core.add_user_to_group';
const removeMember = 'authentik_core.remove_user_from_group';
const application = (action: string) => `authentik_core.${action}_application`;
const binding = (action: string) => `authentik_policies.${action}_policybinding`;
const invitation = (action: string) => `authentik_stages_invitation.${action}_invitation`;
const role = (action: string) => `authentik_rbac.${action}_role`;
const token = (action: string) => `authentik_core.${action}_token`;
const viewKey = 'authentik_core.view_token_key';
const superuserGroup = [
	'authentik_core.enable_group_superuser',
	'authentik_core.disable_group_superuser',
] as const;
const viewTask = 'authentik_tasks.view_task';
const viewSchedule = 'authentik_tasks_schedules.view_schedule';

/** The permission to see objects of a kind: for pickers, and wherever objects are looked up. */
export const viewPermissions = {
	scimProvider: provider('view'),
	scimMapping: mapping('view'),
	application: application('view'),
	group: group('view'),
	user: user('view'),
	provisionedUser: remoteUser('view'),
	provisionedGroup: remoteGroup('view'),
	oauthSource: 'authentik_sources_oauth.view_oauthsource',
	event: 'authentik_events.view_event',
	flow: 'authentik_flows.view_flow',
	invitation: invitation('view'),
	policy: 'authentik_policies.view_policy',
	provider: 'authentik_core.view_provider',
	token: token('view'),
	role: role('view'),
	emailStage: 'authentik_stages_email.view_emailstage',
} as const;

/** The permissions on a kind of object, by action. */
const rightsOn = (permission: (action: string) => string) => ({
	view: permission('view'),
	add: permission('add'),
	change: permission('change'),
	delete: permission('delete'),
});

/**
 * The permission for a single request, for operations with more than one: the error names the permission that the
 * refused request lacks, not all those of the operation.
 */
export const rights = {
	scimProvider: rightsOn(provider),
	scimMapping: rightsOn(mapping),
	application: rightsOn(application),
	binding: rightsOn(binding),
	user: { ...rightsOn(user), resetPassword },
	group: { ...rightsOn(group), addMember, removeMember },
	session: rightsOn(session),
	device: { view: devices('view'), delete: devices('delete') },
	token: { ...rightsOn(token), viewKey },
	invitation: rightsOn(invitation),
	task: { view: viewTask },
	schedule: { view: viewSchedule },
} as const;

/**
 * The permissions that a token's user needs for each operation, in authentik's own code names. Source: authentik's
 * viewsets (`authentik/rbac/permissions.py`: a change also needs view, a POST to an object's action needs add).
 */
export const permissions = {
	scimProvider: {
		attach: [provider('view'), application('view'), application('change')],
		create: [provider('add'), mapping('view')],
		delete: [provider('view'), provider('delete')],
		detach: [provider('view'), application('view'), application('change')],
		get: [provider('view')],
		getAll: [provider('view')],
		getDependents: [provider('view')],
		getSyncStatus: [provider('view')],
		sync: [provider('view'), provider('change'), viewTask, viewSchedule],
		syncGroup: [
			provider('view'),
			provider('add'),
			group('view'),
			remoteGroup('view'),
			mapping('view'),
			viewTask,
		],
		syncUser: [
			provider('view'),
			provider('add'),
			user('view'),
			remoteUser('view'),
			mapping('view'),
			viewTask,
		],
		update: [provider('view'), provider('change')],
		upsert: [provider('view'), provider('add'), provider('change'), mapping('view')],
	},
	application: {
		checkAccess: [application('view')],
		create: [application('add')],
		delete: [application('view'), application('change'), application('delete')],
		get: [application('view')],
		getAll: [application('view')],
		getBindings: [application('view'), binding('view')],
		grantAccess: [application('view'), binding('view'), binding('add')],
		revokeAccess: [application('view'), binding('view'), binding('delete')],
		update: [application('view'), application('change')],
	},
	event: {
		get: [viewPermissions.event],
		getAll: [viewPermissions.event],
	},
	invitation: {
		create: [invitation('add'), viewPermissions.flow],
		delete: [invitation('view'), invitation('delete')],
		get: [invitation('view')],
		getAll: [invitation('view')],
		sendEmail: [invitation('view'), invitation('add')],
	},
	token: {
		create: [token('add')],
		delete: [token('view'), token('delete')],
		getAll: [token('view')],
		getKey: [token('view'), viewKey],
		rotate: [token('view'), 'authentik_core.set_token_key'],
	},
	role: {
		addUser: [role('view'), role('change'), user('view')],
		assignPermissions: [role('view'), 'authentik_rbac.assign_role_permissions'],
		create: [role('add')],
		delete: [role('view'), role('delete')],
		get: [role('view')],
		getAll: [role('view')],
		removeUser: [role('view'), role('change'), user('view')],
		unassignPermissions: [role('view'), 'authentik_rbac.unassign_role_permissions'],
	},
	scimMapping: {
		create: [mapping('add')],
		delete: [mapping('view'), mapping('delete')],
		get: [mapping('view')],
		getAll: [mapping('view')],
		test: [
			mapping('view'),
			'authentik_core.view_propertymapping',
			'authentik_core.add_propertymapping',
		],
		update: [mapping('view'), mapping('change')],
	},
	provisionedUser: {
		get: [remoteUser('view')],
		getAll: [remoteUser('view')],
		link: [remoteUser('add')],
		unlink: [remoteUser('view'), remoteUser('delete')],
	},
	provisionedGroup: {
		get: [remoteGroup('view')],
		getAll: [remoteGroup('view')],
		link: [remoteGroup('add')],
		unlink: [remoteGroup('view'), remoteGroup('delete')],
	},
	user: {
		addToGroup: [user('view'), group('view'), addMember],
		create: [user('add')],
		createRecoveryLink: [user('view'), user('add'), resetPassword],
		createServiceAccount: [user('add'), token('add')],
		delete: [user('view'), user('delete')],
		endSessions: [user('view'), session('view'), session('delete')],
		get: [user('view')],
		getAll: [user('view')],
		getDevices: [user('view'), ...devices('view')],
		getGroups: [user('view'), group('view')],
		getSessions: [user('view'), session('view')],
		offboard: [
			user('view'),
			user('change'),
			session('view'),
			session('delete'),
			token('view'),
			token('delete'),
			group('view'),
			removeMember,
			...devices('view'),
			...devices('delete'),
		],
		removeDevices: [user('view'), ...devices('view'), ...devices('delete')],
		removeFromGroup: [user('view'), group('view'), removeMember],
		sendRecoveryEmail: [user('view'), user('add'), resetPassword, viewPermissions.emailStage],
		setGroups: [user('view'), group('view'), addMember, removeMember],
		setPassword: [user('view'), resetPassword],
		update: [user('view'), user('change')],
		upsert: [user('view'), user('add'), user('change')],
	},
	group: {
		addUser: [user('view'), group('view'), addMember],
		create: [group('add')],
		delete: [group('view'), group('delete')],
		get: [group('view')],
		getAll: [group('view')],
		getMembers: [group('view'), user('view')],
		removeUser: [user('view'), group('view'), removeMember],
		setMembers: [user('view'), group('view'), addMember, removeMember],
		update: [group('view'), group('change')],
		upsert: [group('view'), group('add'), group('change')],
	},
} as const satisfies Record<string, Record<string, readonly string[]>>;

/** By resource, operation and parameter in one of the operation's collections. */
type PermissionsOfFields = Partial<Record<string, Partial<Record<string, FieldPermissions>>>>;
type FieldPermissions = Record<string, readonly string[]>;

/** The permissions that a field or an option needs in addition to its operation's. */
export const fieldPermissions: PermissionsOfFields = {
	scimProvider: { create: { application: permissions.scimProvider.attach } },
	application: { getAll: { forUser: ['authentik_core.view_user_applications'] } },
	scimMapping: { update: { copyIfManaged: [mapping('add')] } },
	event: { getAll: { authorizedApplication: permissions.application.get } },
	group: {
		create: { isSuperuser: superuserGroup },
		update: { isSuperuser: superuserGroup },
		upsert: { isSuperuser: superuserGroup },
	},
	user: {
		create: { password: [user('view'), resetPassword] },
		createServiceAccount: { createGroup: [group('add')] },
	},
};

/**
 * The permissions of an operation by the names of its parameters; none if the table has no entry.
 * @param fields those of the operation that are used
 */
export function permissionsFor(
	resource: string,
	operation: string,
	fields: string[] = [],
): readonly string[] {
	const operations = permissions as Record<string, Record<string, readonly string[]>>;
	const further = fieldPermissions[resource]?.[operation] ?? {};
	return [
		...new Set([
			...(operations[resource]?.[operation] ?? []),
			...fields.flatMap((field) => further[field] ?? []),
		]),
	];
}
