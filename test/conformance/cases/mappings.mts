import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Located, Mapping, Page } from '../types.mts';
import type { World } from '../world.mts';

const BASE = '/propertymappings/provider/scim/';

async function managed(world: World): Promise<Mapping> {
	const { results } = await world.api<Page<Mapping>>(
		'GET',
		`${BASE}?managed=goauthentik.io/providers/scim/user`,
	);
	return results[0];
}

const test = async (world: World, mapping: Located<Mapping>, options: NodeParameters) =>
	await world.run('scimMapping', 'test', { scimMapping: mapping.locator, options });

/** SCIM mappings. */
export const mappings: Case[] = [
	{
		name: 'mapping: create, get, update, delete',
		async run(world) {
			const { pk, locator: scimMapping } = await world.mapping('return {"a": 1}');
			const [read] = await world.ok('scimMapping', 'get', { scimMapping });
			assert.equal(read.expression, 'return {"a": 1}');
			const name = world.name('renamed');
			const updateFields = { name, expression: 'return {"b": 2}' };
			const [changed] = await world.ok('scimMapping', 'update', { scimMapping, updateFields });
			assert.equal(changed.name, name);
			assert.equal(
				(await world.api<Mapping>('GET', `${BASE}${pk}/`)).expression,
				'return {"b": 2}',
			);
			const gone = await world.ok('scimMapping', 'delete', { scimMapping });
			assert.deepEqual(gone, [{ pk, deleted: true }]);
			assert.equal(await world.exists(`${BASE}${pk}/`), false);
		},
	},
	{
		name: 'mapping: list by name, search and origin',
		async run(world) {
			const { name } = await world.mapping();
			const list = async (filters: NodeParameters) =>
				(await world.ok('scimMapping', 'getAll', { returnAll: true, filters })).map((row) => row);
			assert.deepEqual(
				(await list({ name })).map((row) => row.name),
				[name],
			);
			assert.deepEqual(
				(await list({ search: name.toUpperCase() })).map((row) => row.name),
				[name],
			);
			const own = await list({ origin: 'own' });
			assert.ok(own.some((row) => row.name === name) && own.every((row) => !row.managed));
			const builtIn = await list({ origin: 'builtIn' });
			assert.ok(builtIn.length >= 2 && builtIn.every((row) => row.managed));
		},
	},
	{
		name: 'mapping: test a working expression for a user and a group',
		async run(world) {
			const user = await world.user();
			const group = await world.group();
			const mapping = await world.mapping('return {"u": request.user.username, "c": extra}');
			const { json, error } = await test(world, mapping, {
				user: user.locator,
				context: '{"extra": "x"}',
			});
			assert.ifError(error);
			const result = { u: user.username, c: 'x' };
			assert.deepEqual(json, [{ pk: mapping.pk, successful: true, result }]);
			const named = await world.mapping('return {"g": group.name}');
			const forGroup = await test(world, named, { group: group.locator });
			assert.ifError(forGroup.error);
			assert.deepEqual(forGroup.json[0].result, { g: group.name });
		},
	},
	{
		name: 'mapping: test a failing expression',
		async run(world) {
			const mapping = await world.mapping('return {"a": nothing_there}');
			const { error } = await test(world, mapping, {});
			assert.match(error?.message ?? '', /^The expression failed: .*nothing_there/);
		},
	},
	{
		name: 'mapping: a syntax error is refused by authentik',
		async run(world) {
			const parameters = { name: world.name('mapping'), expression: 'return {' };
			await world.fails(/Expression/, 'scimMapping', 'create', parameters);
		},
	},
	{
		name: 'mapping: one that comes with authentik is not changed, but copied when asked',
		async run(world) {
			const { pk, name, expression } = await managed(world);
			const scimMapping = locator(pk);
			const updateFields = { expression: 'return {"copied": True}' };
			await world.fails(
				/is one of authentik's default mappings and can't be changed/,
				'scimMapping',
				'update',
				{
					scimMapping,
					updateFields,
				},
			);
			const [copy] = await world.ok('scimMapping', 'update', {
				scimMapping,
				updateFields: { ...updateFields, name: world.name('copy') },
				options: { copyIfManaged: true },
			});
			world.owns('mapping', copy.pk);
			assert.notEqual(copy.pk, pk);
			assert.equal(copy.managed, null);
			assert.equal(copy.expression, updateFields.expression);
			const stored = await world.api<Mapping>('GET', `${BASE}${pk}/`);
			assert.deepEqual([stored.name, stored.expression], [name, expression]);
		},
	},
];
