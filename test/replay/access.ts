import { areGroupsInOrder, groupInOrder } from './groupOrder';
import { replacedIn, valueAt, type Json } from './recordings';
import type { Scenario } from './scenario';
import type { Server } from './server';
import { listenToScim } from './traffic';

/** The scenario `bindings`: whom an application lets in, and therefore whom its SCIM provider syncs. */
export const bindings: Scenario = {
	listen: listenToScim,

	fits: areGroupsInOrder,

	async setup(server, { admin, mapUser, mapGroup }, steps) {
		// The recorded server was set up with another address.
		await server.call('PATCH', `/core/users/${String(admin)}/`, { email: 'akadmin@example.com' });
		const person = async (name: string) =>
			await server.create('/core/users/', { username: name, name, email: `${name}@example.com` });
		const [userIn, userOut] = [await person('lab-in'), await person('lab-out')];
		return {
			userIn,
			userOut,
			group: await groupInOrder(server, steps, { name: 'lab staff', users: [userIn] }),
			group2: await groupInOrder(server, steps, { name: 'lab empty' }),
			policy: await server.create('/policies/expression/', {
				name: 'lab policy',
				expression: 'return False',
			}),
			provider: await server.create('/providers/scim/', {
				name: 'lab bound',
				url: server.targetUrl,
				token: 't',
				property_mappings: [mapUser],
				property_mappings_group: [mapGroup],
			}),
		};
	},

	before: {
		'received with a group bound': sync,
		'received after the next sync': sync,
		'received after the sync that follows': sync,
	},
};

/** Saving an attached provider starts its sync. */
async function sync(server: Server, { provider }: Record<string, Json>): Promise<void> {
	await server.call('PATCH', `/providers/scim/${String(provider)}/`, {});
}

/** The scenario `devices`: the authenticator devices of a user. */
export const devices: Scenario = {
	setup: async (server) => ({
		user: await server.create('/core/users/', { username: 'lab-mfa', name: 'M' }),
	}),

	before: {
		async all({ sandbox }, { user }) {
			const of = { user: Number(user) };
			const key = (device: object) => valueAt(device as Record<string, Json>, 'pk') ?? null;
			return {
				dev_static: key(
					sandbox.addDevice('static', { ...of, name: 'lab static', tokens: ['abcdef'] }),
				),
				dev_totp: key(sandbox.addDevice('totp', { ...of, name: 'lab totp' })),
				dev_webauthn: key(sandbox.addDevice('webauthn', { ...of, name: 'lab key' })),
			};
		},
	},

	// The keys are small numbers, which the recorder mistook for those of other objects.
	loosen: ({ response: { body } }) => replacedIn(body, /"pk":("\d+"|"\{admin\}")/g, '"pk":"<int>"'),
};

/** The scenario `roles`: their members and permissions. */
export const roles: Scenario = {
	setup: async (server) => ({
		user: await server.create('/core/users/', { username: 'lab-role', name: 'R' }),
		group: await server.create('/core/groups/', { name: 'lab role group' }),
	}),

	// The user's key is text here, so the recorder did not recognize it.
	loosen: ({ response: { body } }) =>
		replacedIn(body, /"object_pk":"\d+"/g, '"object_pk":"{user}"'),
};

/** The scenario `inherited`: members of groups and of the groups above them. */
export const inherited: Scenario = {
	setup: async (server) => ({
		user: await server.create('/core/users/', { username: 'lab-deep', name: 'D' }),
		top: await server.create('/core/groups/', { name: 'lab top' }),
	}),

	before: {
		async "parent's direct members"(server, { below, user }) {
			await server.call('POST', `/core/groups/${String(below)}/add_user/`, { pk: user });
		},
	},
};
