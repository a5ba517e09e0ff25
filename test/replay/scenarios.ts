import { bindings, devices, inherited, roles } from './access';
import { isObject, replacedIn, valueAt, type Json, type Variables } from './recordings';
import type { Scenario } from './scenario';
import { scimSync } from './scimSync';
import type { Server } from './server';
import { webhook } from './webhook';

/** All scenarios by the names of their files. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
	protocol: {},
	'scim-provider': {
		setup: async (server) => ({
			filterGroup: await server.create('/core/groups/', { name: 'lab filter' }),
		}),
		// The receiver's port was normalized in the answers, but not in this query.
		rewrite: (request) => ({ ...request, path: request.path.replace(/3A990\d/, '3A9900') }),
	},
	permissions: {
		async setup(server) {
			const { user, token } = await userWithToken(server, { username: 'lab-plain', name: 'Plain' });
			const provider = await scimProvider(server, 'lab perm one');
			const provider2 = await scimProvider(server, 'lab perm two');
			return { user, plain: token, provider, provider2 };
		},
		rewrite(request) {
			const { body } = request;
			if (!isObject(body) || body.object_pk === undefined) return request;
			// The first provider's key is text here, so the recorder did not recognize it.
			return { ...request, body: { ...body, object_pk: '{provider}' } };
		},
		loosen: ({ name, response: { body } }) => (/^assign /.test(name) ? anyIds(body) : undefined),
	},
	'scim-mappings': {},
	'scim-sync': scimSync,
	webhook,
	applications: {
		async setup(server, { admin }) {
			const provider = await scimProvider(server, 'lab app provider');
			const provider2 = await scimProvider(server, 'lab app provider two');
			return { provider, provider2, other: admin };
		},
		rewrite: (request) => ({
			...request,
			path: request.path.replace(/for_user=\d+/, 'for_user={other}'),
		}),
	},
	users: {
		// The database's error contains the row that it refuses, with its key and its dates.
		loosen({ name, response: { body } }) {
			const refusal = valueAt(body, 'non_field_errors.0');
			if (name !== 'service account: empty' || refusal === undefined) return undefined;
			const text = String(refusal)
				.replace(/\(\d+, /, '(<int>, ')
				.replace(/\d{4}-\d\d-\d\d [\d:.]+\+00/g, '<moment>');
			return { non_field_errors: [text] };
		},
	},
	groups: {
		setup: async (server) => ({
			user: await server.create('/core/users/', { username: 'lab-member', name: 'M' }),
		}),
	},
	'tokens-invitations': {
		loosen({ name, response: { body } }) {
			if (name !== 'roles') return undefined;
			return replacedIn(body, /(role--user-)\d+/, '$1<int>');
		},
		saves: { 'view key': { apikey: 'key' } },
		before: {
			'app password refused as Bearer': async (server) => ({
				appkey: await server.value('/core/tokens/lab-app/view_key/', 'key'),
			}),
		},
	},
	bindings,
	devices,
	inherited,
	reputation: {},
	roles,
	oauth: {
		async setup(server, { adminGroup }) {
			const person = { username: 'lab-oauth', name: 'O', groups: [adminGroup] };
			const { user, token } = await userWithToken(server, person, 'app_password');
			const scopes = '/propertymappings/provider/scope/?scope_name=goauthentik.io/api';
			return {
				user,
				appPassword: token,
				flow: await server.first('/flows/instances/?designation=authorization'),
				iflow: await server.first('/flows/instances/?designation=invalidation'),
				scope: await server.first(scopes),
			};
		},
		rewrite(request) {
			if (request.form?.password !== '<app password>') return request;
			return { ...request, form: { ...request.form, password: '{appPassword}' } };
		},
		saves: {
			'client credentials with user and app password': { at: 'access_token' },
			'client credentials with the client secret': { at2: 'access_token' },
			'without scope': { at3: 'access_token' },
		},
	},
};

/** The IDs of assigned permissions are keys of the database. */
function anyIds(body: Json | undefined): Json | undefined {
	return Array.isArray(body) ? body.map(() => ({ id: '<int>' })) : undefined;
}

async function scimProvider(server: Server, name: string): Promise<Json> {
	const fields = { name, url: server.targetUrl, token: 't' };
	return await server.create('/providers/scim/', fields);
}

async function userWithToken(
	server: Server,
	fields: Variables & { username: string },
	intent = 'api',
): Promise<{ user: Json; token: Json }> {
	const user = await server.create('/core/users/', { type: 'service_account', ...fields });
	const identifier = fields.username;
	await server.call('POST', '/core/tokens/', { identifier, user, intent, expiring: false });
	const token = await server.value(`/core/tokens/${identifier}/view_key/`, 'key');
	return { user, token };
}
