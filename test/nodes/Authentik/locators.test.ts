/** What the editor shows for a locator before anything runs, and where its link leads. */
import type { IDataObject, INodeParameters, INodePropertyMode } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Authentik } from '../../../nodes/Authentik/Authentik.node';
import { authentikNode, startEngine } from '../../support/engine';
import { credentialOf, locator, runNode, withOptions } from '../../support/node';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox('2026.2');

const { description } = new Authentik();

/** The issues of a parameter, as the editor shows them. */
function issuesOf(parameters: INodeParameters, name: string): string[] {
	const node = authentikNode(parameters);
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return issues?.parameters?.[name] ?? [];
}

const ofUser = (value: string | number, mode: string): INodeParameters => ({
	resource: 'user',
	operation: 'get',
	user: locator(value, mode),
});
const NOT_A_PAGE = "Not the URL of the user's page in authentik's admin interface";

it.each([
	['id', 'ada', 'Not an ID: enter a number'],
	['id', '-1', 'Not an ID: enter a number'],
	['url', 'https://auth.example.com/if/admin/#/identity/groups/7', NOT_A_PAGE],
	['url', '42', NOT_A_PAGE],
	['email', 'ada', 'Not an email address'],
])('says what is wrong with the %s %p', (mode, value, message) => {
	expect(issuesOf(ofUser(value, mode), 'user')).toEqual([message]);
});

it.each([
	['id', ' 42 '],
	['id', 42],
	['id', '={{ $json.id }}'],
	['url', 'https://auth.example.com/if/admin/#/identity/users/42;%7B%22page%22%3A%22x%22%7D'],
	['username', 'Ada Lovelace'],
	['email', 'ada@example.com'],
	['list', 42],
])('shows nothing for the %s %p', (mode, value) => {
	expect(issuesOf(ofUser(value, mode), 'user')).toEqual([]);
});

it('reports an empty required one once, and nothing for an empty filter', () => {
	expect(issuesOf(ofUser('', 'id'), 'user')).toEqual(['Parameter "User" is required.']);
	const filters = { membersByPk: locator('') };
	const getAll = { resource: 'group', operation: 'getAll', filters };
	expect(issuesOf(getAll, 'membersByPk')).toEqual([]);
	// n8n checks nothing in collections: the rules do, when the node runs.
	const wrong = { ...getAll, filters: { membersByPk: locator('x') } };
	expect(issuesOf(wrong, 'membersByPk')).toEqual([]);
});

it('does not run with a wrong one', async () => {
	await expect(runNode(sandbox(), ofUser('ada', 'id'))).rejects.toThrow('issues');
	expect(sandbox().requests).toEqual([]);
});

const locators = withOptions(description.properties).filter(
	({ type }) => type === 'resourceLocator',
);
const modes = locators.flatMap(({ name, modes: own = [] }) =>
	own.map((mode): [string, string, INodePropertyMode] => [name, mode.name, mode]),
);

it.each(modes.filter(([, name]) => !['list', 'username', 'name'].includes(name)))(
	'%s: %s accepts its own example and no other text',
	(_locator, _mode, { placeholder = '', validation = [] }) => {
		const [rule] = validation as Array<{ properties: IDataObject }>;
		const regex = new RegExp(`^${String(rule.properties.regex)}$`);
		expect(placeholder.replace(/^e\.g\. /, '')).toMatch(regex);
		expect('not/ this').not.toMatch(regex);
	},
);

it.each([
	['user', 'searchUsers', () => sandbox().addUser({ username: 'picked' })],
	['group', 'searchGroups', () => sandbox().addGroup({ name: 'picked' })],
	['scimProvider', 'searchScimProviders', () => sandbox().addProvider({ name: 'picked' })],
])('choosing a %s links to a page by which the object is found', async (resource, method, add) => {
	const { pk } = add();
	const engine = await startEngine({ authentikApi: credentialOf(sandbox()) });
	const { results } = await engine.search(method, 'picked');
	const url = results.find(({ value }) => value === pk)?.url ?? '';
	expect(url).toContain(`${sandbox().url}/if/admin/#/`);
	const parameters = { resource, operation: 'get', [resource]: locator(url, 'url') };
	const { json } = await runNode(sandbox(), parameters);
	expect(json).toMatchObject([{ pk }]);
});
