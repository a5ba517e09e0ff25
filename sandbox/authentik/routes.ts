import type { Release } from '../../nodes/Authentik/shared/releases';
import type { View } from '../drf/view';
import { viewsOf } from '../drf/router';
import { holds } from '../core/releases';
import { allSources } from './resources/sources/all-sources';
import { applications } from './resources/applications/applications';
import { bindings } from './resources/policies/bindings';
import { emailStages } from './resources/flows/email-stages';
import { eventActionList } from './resources/events/actions';
import { events } from './resources/events/events';
import { flows } from './resources/flows/flows';
import { groups } from './resources/groups/groups';
import { invitations } from './resources/flows/invitations';
import { allMappings, scimMappings, scopeMappings } from './resources/mappings/mappings';
import { me } from './resources/users/me';
import { oauth2Providers } from './resources/providers/oauth2-providers';
import { eventMatchers, expressionPolicies } from './resources/policies/policies';
import { allProviders } from './resources/providers/providers';
import { assign, roles, unassign } from './resources/rights/rights';
import { rules } from './resources/notifications/rules';
import { schedules } from './resources/tasks/schedules';
import { scimGroups, scimUsers } from './resources/providers/scim-links';
import { scimProviders } from './resources/providers/scim-providers';
import { serviceAccount } from './resources/users/service-accounts';
import { endManySessions, sessions } from './resources/sessions/sessions';
import { oauthSources } from './resources/sources/sources';
import { rootConfig, version } from './resources/system/system';
import { systemTasks } from './resources/tasks/system-tasks';
import { tasks, tasksStatus } from './resources/tasks/tasks';
import { tokenEndpoint } from './oauth/token-endpoint';
import { tokens } from './resources/tokens/tokens';
import { transports } from './resources/notifications/transports';
import { impersonateEnd, userPaths } from './resources/users/views';
import { users } from './resources/users/users';
import { webhookMappings } from './resources/mappings/webhook-mappings';

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
		...viewsOf(tokens),
		...viewsOf(invitations),
		endManySessions,
		...viewsOf(sessions),
		...viewsOf(emailStages),
		...viewsOf(allSources),
		...viewsOf(oauthSources),
		...viewsOf(flows),
		eventActionList,
		...viewsOf(events),
		...viewsOf(webhookMappings),
		...viewsOf(transports),
		...viewsOf(rules),
		...viewsOf(eventMatchers),
		...viewsOf(expressionPolicies),
		...viewsOf(bindings),
	];
	return views.filter(({ when }) => holds(release, when ?? true));
}
