import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import { permissionOf, type Verb } from '../../../drf/permissions';

/** The names of Django's apps whose models the sandbox has. */
const APPS: Readonly<Record<string, string>> = {
	authentik_core: 'authentik Core',
	authentik_events: 'authentik Events',
	authentik_flows: 'authentik Flows',
	authentik_policies: 'authentik Policies',
	authentik_policies_event_matcher: 'authentik Policies.Event Matcher',
	authentik_policies_expression: 'authentik Policies.Expression',
	authentik_policies_reputation: 'authentik Policies.Reputation',
	authentik_providers_oauth2: 'authentik Providers.OAuth2',
	authentik_providers_scim: 'authentik Providers.SCIM',
	authentik_rbac: 'authentik RBAC',
	authentik_sources_oauth: 'authentik Sources.OAuth',
	authentik_stages_authenticator_duo: 'authentik Stages.Authenticator.Duo',
	authentik_stages_authenticator_email: 'authentik Stages.Authenticator.Email',
	authentik_stages_authenticator_endpoint_gdtc:
		'authentik Enterprise.Stages.Authenticator.Endpoint GDTC',
	authentik_stages_authenticator_sms: 'authentik Stages.Authenticator.SMS',
	authentik_stages_authenticator_static: 'authentik Stages.Authenticator.Static',
	authentik_stages_authenticator_totp: 'authentik Stages.Authenticator.TOTP',
	authentik_stages_authenticator_webauthn: 'authentik Stages.Authenticator.WebAuthn',
	authentik_stages_email: 'authentik Stages.Email',
	authentik_stages_invitation: 'authentik Stages.Invitation',
	authentik_tasks: 'authentik Tasks',
	authentik_tasks_schedules: 'authentik Tasks Schedules',
};

/** The models of the objects that the sandbox has, and Django's names for them. */
const MODELS: Readonly<Record<string, string>> = {
	'authentik_core.application': 'Application',
	'authentik_core.authenticatedsession': 'Authenticated Session',
	'authentik_core.group': 'Group',
	'authentik_core.token': 'Token',
	'authentik_core.user': 'User',
	'authentik_core.propertymapping': 'Property Mapping',
	'authentik_events.event': 'Event',
	'authentik_events.notificationrule': 'Notification Rule',
	'authentik_events.notificationtransport': 'Notification Transport',
	'authentik_events.notificationwebhookmapping': 'Webhook Mapping',
	'authentik_flows.flow': 'Flow',
	'authentik_policies.policy': 'Policy',
	'authentik_policies.policybinding': 'Policy Binding',
	'authentik_policies_event_matcher.eventmatcherpolicy': 'Event Matcher Policy',
	'authentik_policies_expression.expressionpolicy': 'Expression Policy',
	'authentik_policies_reputation.reputation': 'Reputation Score',
	'authentik_providers_oauth2.oauth2provider': 'OAuth2/OpenID Provider',
	'authentik_providers_scim.scimmapping': 'SCIM Provider Mapping',
	'authentik_providers_scim.scimprovider': 'SCIM Provider',
	'authentik_providers_scim.scimprovidergroup': 'SCIM Provider Group',
	'authentik_providers_scim.scimprovideruser': 'SCIM Provider User',
	'authentik_rbac.role': 'Role',
	'authentik_sources_oauth.oauthsource': 'OAuth Source',
	'authentik_stages_authenticator_duo.duodevice': 'Duo Device',
	'authentik_stages_authenticator_email.emaildevice': 'Email Device',
	'authentik_stages_authenticator_endpoint_gdtc.endpointdevice': 'Endpoint Device',
	'authentik_stages_authenticator_sms.smsdevice': 'SMS Device',
	'authentik_stages_authenticator_static.staticdevice': 'Static Device',
	'authentik_stages_authenticator_totp.totpdevice': 'TOTP Device',
	'authentik_stages_authenticator_webauthn.webauthndevice': 'WebAuthn Device',
	'authentik_stages_email.emailstage': 'Email Stage',
	'authentik_stages_invitation.invitation': 'Invitation',
	'authentik_tasks.task': 'Task',
	'authentik_tasks_schedules.schedule': 'Schedule',
};

/** Special permissions, by model. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'authentik_core.group': {
		add_user_to_group: 'Add user to group',
		remove_user_from_group: 'Remove user from group',
		enable_group_superuser: 'Enable superuser status',
		disable_group_superuser: 'Disable superuser status',
	},
	'authentik_core.user': {
		reset_user_password: 'Reset Password',
		impersonate: 'Can impersonate other users',
		preview_user: 'Can preview user data sent to providers',
		view_user_applications: 'View applications the user has access to',
	},
	'authentik_core.token': {
		view_token_key: "View token's key",
		set_token_key: "Set a token's key",
	},
	'authentik_rbac.role': {
		assign_role_permissions: 'Can assign permissions to roles',
		unassign_role_permissions: 'Can unassign permissions from roles',
	},
	'authentik_rbac.systempermission': {
		view_system_info: 'Can view system info',
		view_system_settings: 'Can view system settings',
		edit_system_settings: 'Can edit system settings',
		access_admin_interface: 'Can access admin interface',
	},
};

/** A permission that can be assigned. */
export interface PermissionRow {
	pk: number;
	app: string;
	model: string;
	codename: string;
	name: string;
}

const VERBS: Verb[] = ['add', 'change', 'delete', 'view'];

/** Every permission of authentik whose object the sandbox has. */
export const PERMISSIONS: PermissionRow[] = [
	...Object.entries(MODELS).flatMap(([model, name]) =>
		VERBS.map((verb) => [model, permissionOf(model, verb), `Can ${verb} ${name}`] as const),
	),
	...Object.entries(SPECIAL).flatMap(([model, special]) =>
		Object.entries(special).map(
			([codename, name]) => [model, `${model.split('.')[0]}.${codename}`, name] as const,
		),
	),
].map(([of, permission, name], index) => {
	const [app, model] = of.split('.');
	return { pk: index + 1, app, model, codename: permission.split('.')[1], name };
});

/** The permission with a name such as `authentik_core.view_user`. */
export function permissionNamed(permission: string): PermissionRow | undefined {
	return PERMISSIONS.find(({ app, codename }) => `${app}.${codename}` === permission);
}

/** Whether the release has a permission; `on` all objects of every model, or those of one. */
export function isThere({ app, model }: PermissionRow, call: Call, on?: string | null): boolean {
	const isOfTasks = app.startsWith('authentik_tasks');
	if (isOfTasks && !has(call, BEHAVIOUR.schedules)) return false;
	return !on || on === `${app}.${model}`;
}

/** The names of an app and a model. */
export function verboseNames({ app, model }: PermissionRow): {
	app_label_verbose: string;
	model_verbose: string;
} {
	const name = `${app}.${model}`;
	return { app_label_verbose: APPS[app], model_verbose: MODELS[name] ?? 'System permission' };
}

const SYSTEM_PERMISSIONS = [
	'access_admin_interface',
	'view_system_info',
	'view_system_settings',
	'edit_system_settings',
	'add_role',
	'view_role',
	'change_role',
	'delete_role',
	'assign_role_permissions',
	'unassign_role_permissions',
	'add_initialpermissions',
	'view_initialpermissions',
	'change_initialpermissions',
	'delete_initialpermissions',
];

/** The rights on the system itself, all of which a superuser has. */
export function systemPermissions(call: Call): string[] {
	const media = has(call, { from: '2025.12' }) ? ['manage_media_files', 'view_media_files'] : [];
	return [...SYSTEM_PERMISSIONS, ...media];
}
