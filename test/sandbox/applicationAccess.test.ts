import { RELEASES } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { startScimTarget, type ScimTarget } from '../../sandbox/scim-target/target';
import { callApi } from '../support/api';
import { make } from '../support/notifications';

let sandbox: Sandbox;
let target: ScimTarget;

beforeEach(async () => void (target = await startScimTarget()));
afterEach(async () => {
	await sandbox.close();
	await target.close();
});

const mappingOf = async (kind: string) => {
	const query = `managed=goauthentik.io/providers/scim/${kind}`;
	const { body } = await callApi(sandbox, 'GET', `/propertymappings/provider/scim/?${query}`);
	return (body.results as Array<{ pk: string }>)[0].pk;
};

it.each([
	['2025.12', ['akadmin', 'in', 'out']],
	['2026.2', ['in']],
] satisfies Array<[(typeof RELEASES)[number], string[]]>)(
	"in %s the application's bindings leave %j to be synced",
	async (release, names) => {
		sandbox = await startSandbox({ release, timeScale: 0.001 });
		const member = sandbox.addUser({ username: 'in' });
		const other = sandbox.addUser({ username: 'out' });
		const group = sandbox.addGroup({ users: [member.pk] });
		const provider = sandbox.addProvider({
			url: target.url,
			token: 't',
			property_mappings: [await mappingOf('user')],
		});
		const values = { name: 'App', slug: 'app', backchannel_providers: [provider.pk as number] };
		const { pk } = await make(sandbox, '/core/applications/', values);
		const binding = { target: pk, group: group.pk as string, order: 0 };
		await make(sandbox, '/policies/bindings/', binding);
		await callApi(sandbox, 'PATCH', `/providers/scim/${provider.pk as number}/`, {});
		await sandbox.settled();
		const synced = [...target.users.values()].map(({ userName }) => userName as string);
		expect(synced.filter((name) => !name.startsWith('ak-outpost')).sort()).toEqual(names);

		const access = async (user: unknown) => {
			const path = `/core/applications/app/check_access/?for_user=${user as number}`;
			return (await callApi(sandbox, 'GET', path)).body.passing;
		};
		expect([await access(member.pk), await access(other.pk)]).toEqual([true, false]);
		const listed = async (query: string) =>
			(await callApi(sandbox, 'GET', `/core/applications/${query}`)).body.results;
		expect(await listed('')).toEqual([]);
		expect(await listed('?superuser_full_list=true')).toHaveLength(1);
		expect(await listed(`?for_user=${member.pk as number}`)).toHaveLength(1);
		expect(await listed(`?for_user=${other.pk as number}`)).toEqual([]);
	},
);
