import { authorize } from '../authentik/oauth/authorization-code';
import { showDevice } from '../authentik/resources/devices/devices';
import { addDevice } from '../authentik/resources/devices/rows';
import { events } from '../authentik/resources/events/events';
import { addEmailStage } from '../authentik/resources/flows/email-stages';
import { addFlow, showFlow } from '../authentik/resources/flows/flows';
import { addGroup, showGroup } from '../authentik/resources/groups/rows';
import { scimMappings } from '../authentik/resources/mappings/mappings';
import { addReputation, reputationScores } from '../authentik/resources/policies/reputation';
import { scimProviderSerializer } from '../authentik/resources/providers/scim-provider-fields';
import { addScimProvider } from '../authentik/resources/providers/scim-providers';
import { addSession, sessions } from '../authentik/resources/sessions/sessions';
import { addOAuthSource, oauthSources } from '../authentik/resources/sources/sources';
import { addUser, showUser } from '../authentik/resources/users/rows';
import { addToken } from '../authentik/tokens/tokens';
import type { Authentik, Call } from '../core/call';
import { addEvent, describe } from '../core/events';
import type { MappingRow } from '../core/state/models';
import type { DeviceKind } from '../core/state/signin-models';
import { secret, stamp, uuid } from '../core/state/state';
import { grant } from '../drf/permissions';

/** What `addToken` creates: a key, and a user of its own that has the rights. */
export interface TokenOptions {
	intent: 'api' | 'app_password';
	/** Rights on everything of a kind, such as `authentik_providers_scim.view_scimprovider`. */
	permissions?: string[];
	/** Rights on one object. */
	objectPermissions?: Array<{ permission: string; pk: string | number }>;
	expired?: boolean;
	superuser?: boolean;
	/** The name of its user and the token; unique by default. */
	name?: string;
	/** The token itself; random by default. */
	key?: string;
}

/** Values that the caller sets; missing ones get authentik's defaults. */
export type Fields = Record<string, unknown>;

/** The functions that change the state without a request. */
export function fixtures(authentik: Authentik) {
	const { state } = authentik;
	const call: Call = {
		authentik,
		method: 'GET',
		path: '',
		id: '',
		params: {},
		query: new URLSearchParams(),
		headers: {},
		text: '',
		user: undefined,
		body: () => undefined,
	};
	let made = 0;
	const named = (kind: string, fields: Fields) => ({ name: `${kind} ${(made += 1)}`, ...fields });

	return {
		addProvider: (fields: Fields = {}) =>
			scimProviderSerializer.show(
				addScimProvider({ url: 'https://scim.example.com/v2', ...named('Provider', fields) }, call),
				call,
			),
		addGroup: (fields: Fields = {}) => showGroup(addGroup(named('Group', fields), call), call),
		addUser(fields: Fields = {}) {
			const user = named('User', fields);
			return showUser(addUser({ username: slugOf(user.name), ...user }, call), call);
		},
		addMapping(fields: Fields = {}) {
			const values = { managed: null, expression: 'return {}', ...named('Mapping', fields) };
			const row = { scope_name: '', description: '', ...values, kind: 'scim', pk: uuid() };
			return scimMappings.serializer.show(state.mappings.add(row as MappingRow), call);
		},
		addOAuthSource(fields: Fields = {}) {
			const source = named('Source', fields);
			const row = addOAuthSource({ slug: slugOf(source.name), ...source }, state);
			return oauthSources.serializer.show(row, call);
		},
		/** By default, the slug is unique and the designation is enrollment. */
		addFlow(fields: Fields = {}) {
			const flow = named('Flow', fields);
			const values = { slug: slugOf(flow.name), designation: 'enrollment', ...flow };
			return showFlow(addFlow(values, state), call);
		},
		/** Adds to the brand a flow in which users choose a new password, and a stage that emails the link. */
		addRecoveryFlow(fields: Fields = {}) {
			const values = { name: 'Recovery', slug: 'recovery', designation: 'recovery', ...fields };
			const flow = addFlow(values, state);
			state.brand.flow_recovery = flow.pk;
			return { flow: showFlow(flow, call), emailStage: addEmailStage({}, state).pk };
		},
		addSession: (fields: Fields & { user: number }) =>
			sessions.serializer.show(addSession(fields, state), call),
		/** A device as the user's own enrollment creates it. */
		addDevice: (kind: DeviceKind, fields: Fields & { user: number }) =>
			showDevice(addDevice(kind, fields, state), call),
		addReputation: (fields: Fields = {}) =>
			reputationScores.serializer.show(addReputation(fields, state), call),
		addEvent(fields: Fields = {}) {
			const brand = describe('authentik_brands.brand', state.brand);
			return events.serializer.show(addEvent({ brand, ...fields }, authentik), call);
		},
		addToken({
			intent,
			permissions = [],
			objectPermissions = [],
			expired,
			superuser,
			name = `token-${(made += 1)}`,
			key = secret(),
		}: TokenOptions) {
			const user = addUser({ username: name, name, type: 'service_account' }, call);
			if (superuser) state.groups.find((group) => group.is_superuser)?.users.push(user.pk);
			for (const permission of permissions) grant(state, { holder: user.pk, permission });
			for (const { permission, pk } of objectPermissions)
				grant(state, { holder: user.pk, permission, object: String(pk) });
			const times = expired ? { expiring: true, expires: stamp(Date.now() - 60_000) } : {};
			addToken({ identifier: name, user: user.pk, intent, expiring: false, key, ...times }, call);
			return { key, user: user.pk };
		},
		authorize: (address: string, user: number) => authorize(address, user, authentik),
	};
}

function slugOf(name: unknown): string {
	return String(name)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-');
}
