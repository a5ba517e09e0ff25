import type { Grant } from '../../../core/state/models';
import type { State } from '../../../core/state/state';
import { permissionNamed } from './permission-names';

type Find = (state: State, pk: string) => { name?: string; username?: string } | undefined;

/** Where the objects of a model are, for the models whose objects authentik names. */
const OBJECTS: Readonly<Record<string, Find>> = {
	'authentik_core.application': ({ applications }, pk) => applications.get(pk),
	'authentik_core.group': ({ groups }, pk) => groups.get(pk),
	'authentik_core.user': ({ users }, pk) => users.get(Number(pk)),
	'authentik_events.notificationrule': ({ rules }, pk) => rules.get(pk),
	'authentik_events.notificationtransport': ({ transports }, pk) => transports.get(pk),
	'authentik_flows.flow': ({ flows }, pk) => flows.get(pk),
	'authentik_providers_oauth2.oauth2provider': ({ providers }, pk) => providers.get(Number(pk)),
	'authentik_providers_scim.scimmapping': ({ mappings }, pk) => mappings.get(pk),
	'authentik_providers_scim.scimprovider': ({ providers }, pk) => providers.get(Number(pk)),
	'authentik_rbac.role': ({ roles }, pk) => roles.get(pk),
	'authentik_sources_oauth.oauthsource': ({ oauthSources }, pk) => oauthSources.get(pk),
};

/** The name of the object that a permission is granted on; undefined if it has none. */
export function nameOfObject({ permission, object }: Grant, state: State): string | undefined {
	const known = permissionNamed(permission);
	if (!known || object === undefined) return undefined;
	const found = OBJECTS[`${known.app}.${known.model}`]?.(state, object);
	return found?.username ?? found?.name;
}
