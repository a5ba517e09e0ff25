/* No test to run: `npm run typecheck` fails if a type of ours differs from the models of the official clients. */
import type * as oldest from '@goauthentik/api-2025.4';
import type { Task as Task2025_8 } from '@goauthentik/api-2025.8/dist/models/Task';
import type * as newest from '@goauthentik/api-2026.8';

import type * as ours from '../../nodes/Authentik/shared/apiTypes';
import type { Wire } from '../../sandbox/core/state/wire';

/** The names of the fields in any of several models. */
type NameIn<Model> = Model extends object ? keyof Wire<Model> : never;

/** Compiles only if what the API returns, by each of the models, is of our type, and if each of our fields is in one. */
declare function check<Ours, Model>(
	...differences: Wire<Model> extends Ours
		? keyof Ours extends NameIn<Model>
			? []
			: [Exclude<keyof Ours, NameIn<Model>>]
		: [Wire<Model>]
): void;

export function checks(): void {
	check<ours.AccessCheck, oldest.PolicyTestResult | newest.PolicyTestResult>();
	check<ours.Application, oldest.Application | newest.Application>();
	check<ours.Device, oldest.Device | newest.Device>();
	check<ours.EmailStage, oldest.EmailStage | newest.EmailStage>();
	check<ours.Flow, oldest.Flow | newest.Flow>();
	check<ours.Group, oldest.Group | newest.Group>();
	check<ours.Invitation, oldest.Invitation | newest.Invitation>();
	check<ours.LogLine, oldest.LogEvent | newest.LogEvent>();
	check<ours.LoggedEvent, oldest.Event | newest.Event>();
	check<ours.MappingTest, oldest.PropertyMappingTestResult | newest.PropertyMappingTestResult>();
	check<ours.OAuthSource, oldest.OAuthSource | newest.OAuthSource>();
	check<ours.ObjectSync, oldest.SyncObjectResult | newest.SyncObjectResult>();
	check<ours.Page, oldest.PaginatedUserList | newest.PaginatedUserList>();
	check<ours.Permission, oldest.Permission | newest.Permission>();
	check<ours.Policy, oldest.Policy | newest.Policy>();
	check<ours.PolicyBinding, oldest.PolicyBinding | newest.PolicyBinding>();
	check<ours.Provider, oldest.Provider | newest.Provider>();
	check<ours.ProvisionedGroup, oldest.SCIMProviderGroup | newest.SCIMProviderGroup>();
	check<ours.ProvisionedUser, oldest.SCIMProviderUser | newest.SCIMProviderUser>();
	check<ours.Role, oldest.Role | newest.Role>();
	check<ours.Schedule, newest.Schedule>();
	check<ours.ScimMapping, oldest.SCIMMapping | newest.SCIMMapping>();
	check<ours.ScimProvider, oldest.SCIMProvider | newest.SCIMProvider>();
	check<ours.Self, oldest.SessionUser | newest.SessionUser>();
	check<
		ours.ServiceAccount,
		oldest.UserServiceAccountResponse | newest.UserServiceAccountResponse
	>();
	check<ours.SyncStatus, oldest.SyncStatus | newest.SyncStatus>();
	check<ours.Token, oldest.Token | newest.Token>();
	check<ours.TokenKey, oldest.TokenView | newest.TokenView>();
	check<ours.User, oldest.User | newest.User>();
	check<ours.UserSession, oldest.AuthenticatedSession | newest.AuthenticatedSession>();
	check<ours.Version, oldest.Version | newest.Version>();
	check<ours.WorkerTask, newest.Task | Task2025_8>();
}
