import type { Release } from '../nodes/Authentik/shared/releases';
import type { View } from './drf/view';
import { viewsOf } from './drf/viewset';
import { holds } from './releases';
import { allSources } from './resources/all-sources';
import { applications } from './resources/applications';
import { bindings } from './resources/bindings';
import { emailStages } from './resources/email-stages';
import { eventActionList } from './resources/event-actions';
import { events } from './resources/events';
import { flows } from './resources/flows';
import { groups } from './resources/groups';
import { invitations } from './resources/invitations';
import { allMappings, scimMappings, scopeMappings } from './resources/mappings';
import { me } from './resources/me';
import { oauth2Providers } from './resources/oauth2-providers';
import { eventMatchers, expressionPolicies } from './resources/policies';
import { allProviders } from './resources/providers';
import { assign, roles, unassign } from './resources/rights';
import { rules } from './resources/rules';
import { schedules } from './resources/schedules';
import { scimGroups, scimUsers } from './resources/scim-links';
import { scimProviders } from './resources/scim-providers';
import { serviceAccount } from './resources/service-accounts';
import { endManySessions, sessions } from './resources/sessions';
import { oauthSources } from './resources/sources';
import { rootConfig, version } from './resources/system';
import { systemTasks } from './resources/system-tasks';
import { tasks, tasksStatus } from './resources/tasks';
import { tokenEndpoint } from './resources/token-endpoint';
import { tokens } from './resources/tokens';
import { transports } from './resources/transports';
import { impersonateEnd, userPaths } from './resources/user-views';
import { users } from './resources/users';
import { webhookMappings } from './resources/webhook-mappings';

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
