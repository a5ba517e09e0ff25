import type { Release } from '../../nodes/Authentik/shared/releases';
import { holds } from '../core/releases';
import { viewsOf } from '../drf/router';
import type { View } from '../drf/view';
import { tokenEndpoint } from './oauth/token-endpoint';
import { applications } from './resources/applications/applications';
import {
	allAdminDevices,
	duoDevices,
	emailDevices,
	endpointDevices,
	smsDevices,
	staticDevices,
	totpDevices,
	webauthnDevices,
} from './resources/devices/devices';
import { eventActionList } from './resources/events/actions';
import { events } from './resources/events/events';
import { emailStages } from './resources/flows/email-stages';
import { flows } from './resources/flows/flows';
import { invitations } from './resources/flows/invitations';
import { groups } from './resources/groups/groups';
import { allMappings, scimMappings, scopeMappings } from './resources/mappings/mappings';
import { webhookMappings } from './resources/mappings/webhook-mappings';
import { rules } from './resources/notifications/rules';
import { transports } from './resources/notifications/transports';
import { bindings } from './resources/policies/bindings';
import { allPolicies, eventMatchers, expressionPolicies } from './resources/policies/policies';
import { reputationScores } from './resources/policies/reputation';
import { oauth2Providers } from './resources/providers/oauth2-providers';
import { allProviders } from './resources/providers/providers';
import { scimGroups, scimUsers } from './resources/providers/scim-links';
import { scimProviders } from './resources/providers/scim-providers';
import { assign, objectPermissions, permissions, unassign } from './resources/roles/permissions';
import { roles } from './resources/roles/roles';
import { endManySessions, sessions } from './resources/sessions/sessions';
import { allSources } from './resources/sources/all-sources';
import { oauthSources } from './resources/sources/sources';
import { rootConfig, version } from './resources/system/system';
import { schedules } from './resources/tasks/schedules';
import { systemTasks } from './resources/tasks/system-tasks';
import { tasks, tasksStatus } from './resources/tasks/tasks';
import { tokens } from './resources/tokens/tokens';
import { me } from './resources/users/me';
import { serviceAccount } from './resources/users/service-accounts';
import { users } from './resources/users/users';
import { impersonateEnd, userPaths } from './resources/users/views';

/** Every address of a release's API. */
export function routesOf(release: Release): View[] {
	const views = [
		version,
		rootConfig,
		me,
		assign,
		unassign,
		...viewsOf(scimProviders),
		...viewsOf(scimUsers),
		...viewsOf(scimGroups),
		tasksStatus,
		...viewsOf(tasks),
		...viewsOf(schedules),
		...viewsOf(systemTasks),
		tokenEndpoint,
		...viewsOf(oauth2Providers),
		...viewsOf(allProviders),
		...viewsOf(applications),
		...viewsOf(allMappings),
		...viewsOf(scimMappings),
		...viewsOf(scopeMappings),
		serviceAccount,
		userPaths,
		impersonateEnd,
		...viewsOf(users),
		...viewsOf(groups),
		...viewsOf(roles),
		...viewsOf(permissions),
		objectPermissions,
		...viewsOf(tokens),
		...viewsOf(invitations),
		endManySessions,
		...viewsOf(sessions),
		allAdminDevices,
		...viewsOf(duoDevices),
		...viewsOf(emailDevices),
		...viewsOf(endpointDevices),
		...viewsOf(smsDevices),
		...viewsOf(staticDevices),
		...viewsOf(totpDevices),
		...viewsOf(webauthnDevices),
		...viewsOf(emailStages),
		...viewsOf(allSources),
		...viewsOf(oauthSources),
		...viewsOf(flows),
		eventActionList,
		...viewsOf(events),
		...viewsOf(webhookMappings),
		...viewsOf(transports),
		...viewsOf(rules),
		...viewsOf(allPolicies),
		...viewsOf(eventMatchers),
		...viewsOf(expressionPolicies),
		...viewsOf(bindings),
		...viewsOf(reputationScores),
	];
	return views.filter(({ when }) => holds(release, when ?? true));
}
