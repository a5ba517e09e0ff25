import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';

let sandbox: Sandbox;
let managed: string;

beforeAll(async () => {
	sandbox = await startSandbox({ release: '2026.2' });
	const { json } = await run('getAll', { returnAll: true, filters: { origin: 'builtIn' } });
	managed = String(json[0].pk);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.clearLog());

async function run(operation: string, parameters: IDataObject) {
	return await runNode(sandbox, { resource: 'scimMapping', operation, ...parameters });
}

const calls = () => requestsTo(sandbox).map(({ method, path }) => `${method} ${path}`);
const base = '/api/v3/propertymappings/provider/scim/';

it('creates, reads, changes and deletes a mapping of your own', async () => {
	const expression = 'return {"userName": request.user.username}';
	const [created] = (await run('create', { name: 'own', expression })).json;
	expect(created).toMatchObject({ name: 'own', expression, managed: null });
	const scimMapping = locator(String(created.pk));
	const [updated] = (await run('update', { scimMapping, updateFields: { name: 'renamed' } })).json;
	expect(updated).toMatchObject({ pk: created.pk, name: 'renamed', expression });
	expect((await run('get', { scimMapping, output: 'raw' })).json).toEqual([updated]);
	expect((await run('delete', { scimMapping })).json).toEqual([{ pk: updated.pk, deleted: true }]);
	expect(calls()).toEqual([
		`POST ${base}`,
		`GET ${base}${String(created.pk)}/`,
		`PATCH ${base}${String(created.pk)}/`,
		`GET ${base}${String(created.pk)}/`,
		`DELETE ${base}${String(created.pk)}/`,
	]);
	expect(sandbox.requests[2].body).toEqual({ name: 'renamed' });
});

it("the error contains authentik's message about an expression that does not parse", async () => {
	const { error } = await run('create', { name: 'broken', expression: 'return (' });
	expect(error?.message).toMatch(/^authentik rejected 'Expression': Expression Syntax Error/);
});

it('lists own and built-in mappings', async () => {
	const own = String(sandbox.addMapping({ name: 'mine' }).pk);
	const names = async (filters: IDataObject) =>
		(await run('getAll', { returnAll: true, filters })).json.map(({ name }) => name);
	expect(await names({ origin: 'own' })).toEqual(['mine']);
	expect(await names({ origin: 'builtIn' })).toEqual([
		'authentik default SCIM Mapping: Group',
		'authentik default SCIM Mapping: User',
	]);
	expect(await names({})).toHaveLength(3);
	await run('delete', { scimMapping: locator(own) });
});

it('limits the output to the selected fields', async () => {
	const get = async (output: INodeParameters) =>
		Object.keys((await run('get', { scimMapping: locator(managed), ...output })).json[0]);
	expect(await get({})).toEqual(['name', 'managed', 'expression', 'pk']);
	expect(await get({ output: 'fields', outputFields: 'name, component' })).toEqual([
		'name',
		'component',
		'pk',
	]);
	expect((await get({ output: 'raw' })).length).toBeGreaterThan(5);
});

describe('a mapping that comes with authentik', () => {
	it('is not changed', async () => {
		const { error } = await run('update', {
			scimMapping: locator(managed),
			updateFields: { name: 'x' },
		});
		expect(error?.message).toContain(
			"is one of authentik's default mappings and can't be changed permanently",
		);
		expect(error?.description).toContain('Copy If Managed');
		expect(calls()).toEqual([`GET ${base}${managed}/`]);
	});

	it('is copied with the changes when asked for', async () => {
		const { json } = await run('update', {
			scimMapping: locator(managed),
			updateFields: { expression: 'return {}' },
			options: { copyIfManaged: true },
		});
		expect(json[0]).toMatchObject({
			name: expect.stringMatching(/ \(copy\)$/) as string,
			expression: 'return {}',
			managed: null,
		});
		expect(json[0].pk).not.toBe(managed);
	});
});

describe('test', () => {
	it('returns the result for a user', async () => {
		const user = Number(sandbox.addUser({ username: 'ada', name: 'Ada Lovelace' }).pk);
		const pk = String(
			sandbox.addMapping({ expression: 'return {"userName": request.user.username}' }).pk,
		);
		const { json, error } = await run('test', {
			scimMapping: locator(pk),
			options: { user: locator(user) },
		});
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox)[0]).toMatchObject({
			method: 'POST',
			path: `/api/v3/propertymappings/all/${pk}/test/`,
			query: 'format_result=true',
			body: { user },
		});
		expect(json).toEqual([{ pk, successful: true, result: { userName: 'ada' } }]);
	});

	it("fails the item with the traceback's last line", async () => {
		const pk = String(sandbox.addMapping({ expression: 'return 1 / 0' }).pk);
		const { error } = await run('test', { scimMapping: locator(pk) });
		expect(error?.message).toMatch(
			/^The expression failed: .*ZeroDivisionError: division by zero$/,
		);
		expect(error?.description).toContain('Traceback');
	});
});
