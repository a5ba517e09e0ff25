/** What an event matcher policy of authentik looks for; null matches everything. */
export interface Matcher {
	action: string | null;
	/** `app.model` of the object that the event is about. */
	model: string | null;
}

/** A choice of 'Trigger On', in users' words. */
export interface Preset {
	name: string;
	description: string;
	matchers: Matcher[];
	/** Only if relations of the object changed, which no matcher can check; see relations.ts. */
	needsRelation?: boolean;
}

const USER = 'authentik_core.user';
const GROUP = 'authentik_core.group';
const APPLICATION = 'authentik_core.application';
const SCIM_PROVIDER = 'authentik_providers_scim.scimprovider';

const logged = (...actions: string[]): Matcher[] =>
	actions.map((action) => ({ action, model: null }));
const saved = (model: string | null, ...verbs: string[]): Matcher[] =>
	verbs.map((verb) => ({ action: `model_${verb}`, model }));
const anyChange = ['created', 'updated', 'deleted'];

/**
 * What can start a workflow, by the values of 'Trigger On'. Source of the actions: EventAction in
 * authentik/events/models.py; of the events for a changed object: authentik/events/middleware.py.
 */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
	Object.entries<Preset>({
		accessRequest: {
			name: 'Access Request',
			description: 'Access was requested, approved, denied or revoked',
			matchers: logged(
				'access_request_created',
				'access_request_approved',
				'access_request_denied',
				'access_request_revoked',
			),
		},
		accessReview: {
			name: 'Access Review',
			description: 'A review started, is overdue, was attested or was completed',
			matchers: logged('review_initiated', 'review_overdue', 'review_attested', 'review_completed'),
		},
		any: {
			name: 'Any Event',
			description: 'Every event that authentik logs (high volume)',
			matchers: [{ action: null, model: null }],
		},
		applicationAuthorized: {
			name: 'Application Authorized',
			description: 'A user signed in to an application',
			matchers: logged('authorize_application'),
		},
		applicationChanged: {
			name: 'Application Changed',
			description: 'An application was created, updated or deleted',
			matchers: saved(APPLICATION, ...anyChange),
		},
		configurationProblem: {
			name: 'Configuration Problem',
			description: 'A setting is invalid, or a policy, mapping or task failed',
			matchers: logged(
				'configuration_error',
				'configuration_warning',
				'policy_exception',
				'property_mapping_exception',
				'system_exception',
				'system_task_exception',
			),
		},
		emailSent: {
			name: 'Email Sent',
			description: 'authentik sent an email',
			matchers: logged('email_sent'),
		},
		exportReady: {
			name: 'Export Ready',
			description: 'A data export is ready to download',
			matchers: logged('export_ready'),
		},
		flowExecuted: {
			name: 'Flow or Policy Executed',
			description:
				'A flow or policy ran. authentik logs policies only if their Execution Logging is turned on.',
			matchers: logged('flow_execution', 'policy_execution'),
		},
		groupCreated: {
			name: 'Group Created',
			description: 'A group was created',
			matchers: saved(GROUP, 'created'),
		},
		groupDeleted: {
			name: 'Group Deleted',
			description: 'A group was deleted',
			matchers: saved(GROUP, 'deleted'),
		},
		groupMembershipChanged: {
			name: 'Group Membership Changed',
			description:
				'Users were added to or removed from a group. The event contains only the object that was saved, usually the group.',
			matchers: [...saved(GROUP, 'updated'), ...saved(USER, 'updated')],
			needsRelation: true,
		},
		groupUpdated: {
			name: 'Group Updated',
			description: 'A group or its members changed',
			matchers: saved(GROUP, 'updated'),
		},
		impersonation: {
			name: 'Impersonation',
			description: 'An administrator started or stopped impersonating a user',
			matchers: logged('impersonation_started', 'impersonation_ended'),
		},
		invitationUsed: {
			name: 'Invitation Used',
			description: 'An invitation was used',
			matchers: logged('invitation_used'),
		},
		login: { name: 'Login', description: 'A user signed in', matchers: logged('login') },
		loginFailed: {
			name: 'Login Failed',
			description: 'A sign-in failed',
			matchers: logged('login_failed'),
		},
		logout: { name: 'Logout', description: 'A user signed out', matchers: logged('logout') },
		objectChanged: {
			name: 'Object Changed',
			description:
				"An object of any type was created, updated or deleted. To choose the type, use the filter 'Object Type'.",
			matchers: saved(null, ...anyChange),
		},
		passwordChanged: {
			name: 'Password Changed',
			description: "A user's password was set",
			matchers: logged('password_set'),
		},
		scimProviderChanged: {
			name: 'SCIM Provider Changed',
			description: 'A SCIM provider was created, updated or deleted',
			matchers: saved(SCIM_PROVIDER, ...anyChange),
		},
		secretViewed: {
			name: 'Secret Viewed or Rotated',
			description: 'A token key, a certificate key or a password was viewed or rotated',
			matchers: logged('secret_view', 'secret_rotate'),
		},
		sourceLinked: {
			name: 'Source Linked',
			description: 'A user linked an account of a source, such as a social login',
			matchers: logged('source_linked'),
		},
		suspiciousRequest: {
			name: 'Suspicious Request',
			description: 'authentik rejected a request that looks like an attack',
			matchers: logged('suspicious_request'),
		},
		systemTaskExecuted: {
			name: 'System Task Executed',
			description: 'A system task ran',
			matchers: logged('system_task_execution'),
		},
		updateAvailable: {
			name: 'Update Available',
			description: 'A newer version of authentik is available',
			matchers: logged('update_available'),
		},
		userCreated: {
			name: 'User Created',
			description: 'A user was created by an administrator, the API or an enrollment flow',
			matchers: saved(USER, 'created'),
		},
		userDeleted: {
			name: 'User Deleted',
			description: 'A user was deleted',
			matchers: saved(USER, 'deleted'),
		},
		userOffboarded: {
			name: 'User Offboarded',
			description: "authentik's own offboarding ran for a user",
			matchers: logged('user_offboarded'),
		},
		userUpdated: {
			name: 'User Updated',
			description: 'A user was changed, activated or deactivated',
			matchers: saved(USER, 'updated'),
		},
		userWritten: {
			name: 'User Written by Flow',
			description: 'A user enrolled, or changed their own settings',
			matchers: logged('user_write'),
		},
	}),
);
