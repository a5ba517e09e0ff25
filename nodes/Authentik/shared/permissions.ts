const provider = (action: string) => `authentik_providers_scim.${action}_scimprovider`;
const mapping = (action: string) => `authentik_providers_scim.${action}_scimmapping`;
const remoteUser = (action: string) => `authentik_providers_scim.${action}_scimprovideruser`;
const remoteGroup = (action: string) => `authentik_providers_scim.${action}_scimprovidergroup`;
const application = (action: string) => `authentik_core.${action}_application`;

/** What the pickers need: they only read lists. */
export const pickerPermissions = {
	scimProvider: provider('view'),
	scimMapping: mapping('view'),
	application: application('view'),
	group: 'authentik_core.view_group',
	user: 'authentik_core.view_user',
	provisionedUser: remoteUser('view'),
	provisionedGroup: remoteGroup('view'),
	oauthSource: 'authentik_sources_oauth.view_oauthsource',
} as const;

/**
 * What a token's user must be allowed to do for each operation, in authentik's own code names.
 * Source: authentik's viewsets (`authentik/rbac/permissions.py`: a change needs view as well, a POST to an
 * object's action needs add).
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
		sync: [
			provider('view'),
			provider('change'),
			'authentik_tasks.view_task',
			'authentik_tasks_schedules.view_schedule',
		],
		syncGroup: [
			provider('view'),
			provider('add'),
			pickerPermissions.group,
			'authentik_tasks.view_task',
		],
		syncUser: [
			provider('view'),
			provider('add'),
			pickerPermissions.user,
			'authentik_tasks.view_task',
		],
		update: [provider('view'), provider('change')],
		upsert: [provider('view'), provider('add'), provider('change'), mapping('view')],
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
} as const satisfies Record<string, Record<string, readonly string[]>>;

/** The permissions of an operation by the names of its parameters; none for what the table does not know. */
export function permissionsFor(resource: string, operation: string): readonly string[] {
	const operations = permissions as Record<string, Record<string, readonly string[]>>;
	return operations[resource]?.[operation] ?? [];
}
