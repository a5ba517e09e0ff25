import { integerKey, target, uuidKey } from '../drf/relations';

/** The tables that fields and filters refer to. */
export const groupTarget = target(uuidKey, (state) => state.groups);
export const roleTarget = target(uuidKey, (state) => state.roles);
export const userTarget = target(integerKey, (state) => state.users);
export const mappingTarget = target(uuidKey, (state) => state.mappings);
export const providerTarget = target(integerKey, (state) => state.providers);
export const scimProviderTarget = target(
	integerKey,
	(state) => state.providers,
	({ kind }) => kind === 'scim',
);
export const flowTarget = target(uuidKey, (state) => state.flows);
export const oauthSourceTarget = target(uuidKey, (state) => state.oauthSources);
