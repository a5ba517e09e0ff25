import { addGroup } from '../authentik/resources/groups/rows';
import { addScimProvider } from '../authentik/resources/providers/scim-providers';
import { addOAuthSource } from '../authentik/resources/sources/sources';
import { addUser } from '../authentik/resources/users/rows';
import type { Authentik } from '../core/call';

/** Demo data: a small company that provisions its people to three targets. */
export function seed(authentik: Authentik): void {
	const call = { authentik };
	const { state } = authentik;
	const mapping = (kind: string) =>
		state.mappings.find(({ managed }) => managed === `goauthentik.io/providers/scim/${kind}`);
	const mappings = {
		property_mappings: [mapping('user')?.pk ?? ''],
		property_mappings_group: [mapping('group')?.pk ?? ''],
	};
	for (const [name, url, compatibility_mode] of PROVIDERS) {
		const token = `${name.toLowerCase().replace(/\W+/g, '-')}-token`;
		const mode = { compatibility_mode } as { compatibility_mode: 'default' };
		addScimProvider({ ...mappings, ...mode, name, url, token }, call);
	}
	for (const [group, people] of Object.entries(PEOPLE)) {
		const users = people.map((name) => addUser(personOf(name), call).pk);
		addGroup({ name: group, users, attributes: { department: group } }, call);
	}
	addOAuthSource(
		{ name: 'Company Sign-in', slug: 'company', provider_type: 'openidconnect' },
		state,
	);
}

const PROVIDERS = [
	[
		'AWS IAM Identity Center',
		'https://scim.eu-central-1.amazonaws.com/f3v8d2a61b0/scim/v2/',
		'aws',
	],
	['Slack', 'https://api.slack.com/scim/v2', 'slack'],
	['GitHub Enterprise', 'https://api.github.com/scim/v2/enterprises/example', 'default'],
];

const PEOPLE = {
	Engineering: ['Ada Lovelace', 'Grace Hopper', 'Linus Berg'],
	Sales: ['Carla Jung', 'Deniz Kaya'],
	Support: ['Emil Novak', 'Farah Haddad'],
	Contractors: ['Greta Olsen'],
};

function personOf(name: string) {
	const username = name.toLowerCase().replace(' ', '.');
	return { name, username, email: `${username}@example.com`, type: 'internal' };
}
