import { scimSync } from './scimSync.ts';
import { webhook } from './webhook.ts';

/**
 * The scenarios that the sandbox covers. `setup` makes what was there before the first recorded step;
 * `rewrite` replaces what belongs to the
 * recorded run alone in a request, `loosen` in the body of an answer; `saves` names answers that later
 * steps use, `before` asks for what the recorded ones do not tell.
 */
export const SCENARIOS = {
	protocol: {},
	'scim-provider': {
		async setup(api) {
			const group = await api('POST', '/core/groups/', { name: 'lab filter' });
			return { filterGroup: group.pk };
		},
		// The receiver's port was normalised in the answers, but not in this query.
		rewrite: (request) => ({ ...request, path: request.path.replace(/3A990\d/, '3A9900') }),
	},
	permissions: {
		async setup(api) {
			const { user, token } = await userWithToken(api, { username: 'lab-plain', name: 'Plain' });
			const url = 'http://127.0.0.1:9900/ok/v2';
			const make = (name) => api('POST', '/providers/scim/', { name, url, token: 't' });
			const provider = (await make('lab perm one')).pk;
			const provider2 = (await make('lab perm two')).pk;
			return { user, plain: token, provider, provider2 };
		},
		rewrite(request) {
			if (request.body?.object_pk === undefined) return request;
			// The first provider's key is text here, so it was not recognised.
			return { ...request, body: { ...request.body, object_pk: '{provider}' } };
		},
		// Assignments are told by keys of the database.
		loosen: (step) =>
			/^assign /.test(step.name) ? step.response.body.map(() => ({ id: '<int>' })) : undefined,
	},
	'scim-mappings': {},
	'scim-sync': scimSync,
	webhook,
	applications: {
		async setup(api, { admin }) {
			const url = 'http://127.0.0.1:9900/ok/v2';
			const make = (name) => api('POST', '/providers/scim/', { name, url, token: 't' });
			const provider = (await make('lab app provider')).pk;
			const provider2 = (await make('lab app provider two')).pk;
			return { provider, provider2, other: admin };
		},
		rewrite: (request) => ({
			...request,
			path: request.path.replace(/for_user=\d+/, 'for_user={other}'),
		}),
	},
	users: {
		// The database tells the row that it refuses, with its key and its dates.
		loosen({ name, response: { body } }) {
			if (name !== 'service account: empty' || !body.non_field_errors) return undefined;
			const text = body.non_field_errors[0]
				.replace(/\(\d+, /, '(<int>, ')
				.replace(/\d{4}-\d\d-\d\d [\d:.]+\+00/g, '<moment>');
			return { non_field_errors: [text] };
		},
	},
	groups: {
		async setup(api) {
			const user = await api('POST', '/core/users/', { username: 'lab-member', name: 'M' });
			return { user: user.pk };
		},
	},
	'tokens-invitations': {
		loosen({ name, response: { body } }) {
			if (name !== 'roles') return undefined;
			return JSON.parse(JSON.stringify(body).replace(/(role--user-)\d+/, '$1<int>'));
		},
		saves: { 'view key': { apikey: 'key' } },
		// The key of the app password was read, but that step was not recorded.
		before: {
			'app password refused as Bearer': async (api) => ({
				appkey: (await api('GET', '/core/tokens/lab-app/view_key/')).key,
			}),
		},
	},
	oauth: {
		async setup(api, { adminGroup }) {
			const first = async (path) => (await api('GET', path)).results[0].pk;
			const groups = [adminGroup];
			const person = { username: 'lab-oauth', name: 'O', groups };
			const { user, token } = await userWithToken(api, person, 'app_password');
			return {
				user,
				appPassword: token,
				flow: await first('/flows/instances/?designation=authorization'),
				iflow: await first('/flows/instances/?designation=invalidation'),
				scope: await first('/propertymappings/provider/scope/?scope_name=goauthentik.io/api'),
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

/** The recorder looked away as soon as enough calls had come. */
const LATE = 'a worker was late: this call came when the recorder had looked away';

/** Differences that follow from no rule: release/scenario/step and why. */
export const KNOWN_DIFFERENCES = {
	'2025.6.4/scim-sync/use it':
		"a provider's mappings come in the order of the database, which is none",
	'2025.10.4/scim-sync/tasks after fail401':
		'the schedule fell due in this moment and found the sync running',
	'2025.6.4/webhook/received after the user is deleted': LATE,
	'2025.6.4/webhook/retries while the webhook answers 500, within 70 seconds':
		'the call that was late in the step before came to the failing receiver',
	'2025.8.6/webhook/events: newest': 'a blueprint had just failed in the background',
	'2025.8.6/webhook/received once for each member of the group': LATE,
	'2025.8.6/webhook/received with the default body':
		'the call that was late in the step before came in the place of one that was late in turn',
	'2025.10.4/webhook/received after the user is deleted': LATE,
	'2026.2.2/webhook/received after the user is deleted': LATE,
	'2026.2.2/permissions/no rights: version':
		'the worker had not yet looked for the latest version; in `protocol` of the same release it had',
};

async function userWithToken(api, fields, intent = 'api') {
	const user = await api('POST', '/core/users/', { type: 'service_account', ...fields });
	const token = { identifier: fields.username, user: user.pk, intent, expiring: false };
	await api('POST', '/core/tokens/', token);
	const { key } = await api('GET', `/core/tokens/${token.identifier}/view_key/`);
	return { user: user.pk, token: key };
}
