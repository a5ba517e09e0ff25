import type { Authentik, Call } from './call';
import type { MappingRow } from './models';
import { addGroup, showGroup } from './resources/groups';
import { scimMappings } from './resources/mappings';
import { scimProviderSerializer } from './resources/scim-provider-fields';
import { addScimProvider } from './resources/scim-providers';
import { addOAuthSource, oauthSources } from './resources/sources';
import { addToken } from './resources/tokens';
import { addUser, showUser } from './resources/users';
import { stamp, uuid } from './state';

/** What `addToken` makes: a key, and a user of its own that has the rights. */
export interface TokenOptions {
	intent: 'api' | 'app_password';
	/** Rights on everything of a kind, such as `authentik_providers_scim.view_scimprovider`. */
	permissions?: string[];
	/** Rights on one object. */
	objectPermissions?: Array<{ permission: string; pk: string | number }>;
	expired?: boolean;
	superuser?: boolean;
}

/** Values that the caller sets; what is missing gets authentik's defaults. */
export type Fields = Record<string, unknown>;

/** The functions that change the state without a request. */
export function helpers(authentik: Authentik) {
	const { state } = authentik;
	const call: Call = {
		authentik,
		method: 'GET',
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
		addToken({
			intent,
			permissions = [],
			objectPermissions = [],
			expired,
			superuser,
		}: TokenOptions) {
			const name = `token-${(made += 1)}`;
			const user = addUser({ username: name, name, type: 'service_account' }, call);
			if (superuser) state.groups.find((group) => group.is_superuser)?.users.push(user.pk);
			for (const permission of permissions) state.grants.push({ holder: user.pk, permission });
			for (const { permission, pk } of objectPermissions)
				state.grants.push({ holder: user.pk, permission, object: String(pk) });
			const times = expired ? { expiring: true, expires: stamp(Date.now() - 60_000) } : {};
			const { key } = addToken(
				{ identifier: name, user: user.pk, intent, expiring: false, ...times },
				call,
			);
			return { key, user: user.pk };
		},
	};
}

function slugOf(name: unknown): string {
	return String(name)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-');
}
