import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import type { Case } from '../case.mts';

/** An address where no sync creates links of its own. */
const NOBODY = 'http://127.0.0.1:9/scim/v2';

function linkCases(
	kind: 'user' | 'group',
	resource: 'provisionedUser' | 'provisionedGroup',
	objectFilter: string,
): Case[] {
	return [
		{
			name: `provisioned ${kind}: link, get, list, unlink`,
			async run(world) {
				const provider = await world.provider({}, NOBODY);
				const object = await world[kind]();
				const remoteId = world.name('remote');
				const [link] = await world.ok(resource, 'link', {
					scimProvider: provider.locator,
					[kind]: object.locator,
					remoteId,
				});
				world.owns(resource, link.id);
				assert.equal(link.scim_id, remoteId);
				assert.equal(link.provider, provider.pk);
				const columns: Record<string, unknown> = link;
				assert.equal(String(columns[kind]), String(object.pk));

				const one = { [resource]: { __rl: true, mode: 'id', value: link.id } };
				assert.equal((await world.ok(resource, 'get', one))[0].id, link.id);
				const listed = async (filters: NodeParameters) =>
					(await world.ok(resource, 'getAll', { returnAll: true, filters })).map(({ id }) => id);
				assert.deepEqual(await listed({ scimProvider: provider.locator }), [link.id]);
				assert.deepEqual(await listed({ [objectFilter]: object.locator }), [link.id]);
				assert.ok((await listed({ search: provider.name })).includes(link.id));
				assert.deepEqual(await world.ok(resource, 'unlink', one), [{ id: link.id, deleted: true }]);
				assert.deepEqual(await listed({ scimProvider: provider.locator }), []);
			},
		},
		{
			name: `provisioned ${kind}: linked twice is refused`,
			async run(world) {
				const provider = await world.provider({}, NOBODY);
				const object = await world[kind]();
				const parameters = {
					scimProvider: provider.locator,
					[kind]: object.locator,
					remoteId: world.name('remote'),
				};
				const [link] = await world.ok(resource, 'link', parameters);
				world.owns(resource, link.id);
				await world.fails(/unique/, resource, 'link', parameters);
			},
		},
	];
}

/** Links between authentik's objects and remote ones. */
export const links: Case[] = [
	...linkCases('user', 'provisionedUser', 'user'),
	...linkCases('group', 'provisionedGroup', 'group'),
];
