import { integerKey, target, uuidKey, type Target } from '../../drf/relations';

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
export const transportTarget = target(uuidKey, (state) => state.transports);
export const policyTarget = target(uuidKey, (state) => state.policies);
export const webhookMappingTarget = target(
	uuidKey,
	(state) => state.mappings,
	({ kind }) => kind === 'notification',
);

/** What policies can be bound to. */
export const bindableTarget: Target = {
	key: uuidKey,
	exists: ({ rules, applications }, pk) =>
		[rules, applications].some((table) => table.get(String(pk)) !== undefined),
};
