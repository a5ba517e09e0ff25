import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import type { Case } from '../case.mts';
import type { Application, Located, Provider } from '../types.mts';
import type { World } from '../world.mts';

const attach = async (
	world: World,
	provider: Located<Provider>,
	application: Located<Application>,
	options: NodeParameters = {},
) =>
	await world.run('scimProvider', 'attach', {
		scimProvider: provider.locator,
		application: application.locator,
		options,
	});

const attachedTo = async (world: World, { slug }: Application) =>
	(await world.api<Application>('GET', `/core/applications/${slug}/`)).backchannel_providers.sort();

/** Providers and the applications that hold them. */
export const attaching: Case[] = [
	{
		name: 'create: attached to an application in the same step',
		async run(world) {
			const application = await world.application();
			const provider = await world.provider({ application: application.locator });
			assert.equal(provider.assigned_backchannel_application_slug, application.slug);
			assert.deepEqual(await attachedTo(world, application), [provider.pk]);
		},
	},
	{
		name: 'create: the error names what exists when attaching fails',
		async run(world) {
			const name = world.name('provider');
			const error = await world.fails(/was created, but not attached/, 'scimProvider', 'create', {
				name,
				url: world.target.url,
				additionalFields: {
					token: 't',
					application: { __rl: true, mode: 'slug', value: world.name('nowhere') },
				},
			});
			const pk = /SCIM provider (\d+)/.exec(error.message)?.[1];
			assert.ok(pk, error.message);
			world.owns('provider', pk);
			assert.equal((await world.read(pk)).name, name);
		},
	},
	{
		name: 'attach: keeps what the application has',
		async run(world) {
			const application = await world.application();
			const [one, two] = [await world.provider(), await world.provider()];
			for (const provider of [one, two, two]) {
				const { json, error } = await attach(world, provider, application);
				assert.ifError(error);
				assert.equal(json[0].assigned_backchannel_application_slug, application.slug);
			}
			assert.deepEqual(await attachedTo(world, application), [one.pk, two.pk].sort());
		},
	},
	{
		name: 'attach: takes nothing from another application unless asked',
		async run(world) {
			const [first, second] = [await world.application(), await world.application()];
			const provider = await world.provider();
			await attach(world, provider, first);
			const refused = await attach(world, provider, second);
			assert.match(refused.error?.message ?? '', /is already attached to the application '.+'/);
			assert.deepEqual(await attachedTo(world, first), [provider.pk]);
			const moved = await attach(world, provider, second, { move: true });
			assert.ifError(moved.error);
			assert.deepEqual(await attachedTo(world, first), []);
			assert.deepEqual(await attachedTo(world, second), [provider.pk]);
		},
	},
	{
		name: 'detach: and once more',
		async run(world) {
			const application = await world.application();
			const provider = await world.provider({ application: application.locator });
			for (let at = 0; at < 2; at += 1) {
				const parameters = { scimProvider: provider.locator };
				const [shown] = await world.ok('scimProvider', 'detach', parameters);
				assert.equal(shown.assigned_backchannel_application_slug ?? null, null);
			}
			assert.deepEqual(await attachedTo(world, application), []);
		},
	},
];
