import assert from 'node:assert/strict';

import type { NodeParameters } from '../../support/node.ts';
import { expression, locator } from '../../support/node.ts';
import type { Case } from '../case.mts';
import { PATHS } from '../objects.mts';
import type { Application } from '../types.mts';
import type { World } from '../world.mts';

const read = async (world: World, slug: string) =>
	await world.api<Application>('GET', `/core/applications/${slug}/`);

/** An application created by the node. */
async function create(world: World, additionalFields: NodeParameters = {}) {
	const slug = world.name('app');
	world.owns('application', slug);
	const made = await world.one('application', 'create', { name: slug, slug, additionalFields });
	return { ...made, locator: locator(slug, 'slug') };
}

/** An application with a SCIM provider attached. */
async function provisioning(world: World) {
	const { slug, locator: application } = await create(world);
	const { pk, name } = await world.provider({ application });
	return { slug, application, provider: { name, path: `/providers/scim/${pk}/` } };
}

const attached = async (world: World, slug: string) =>
	(await read(world, slug)).backchannel_providers.length;

/** Applications, from their creation to their deletion. */
export const applications: Case[] = [
	{
		name: 'application: create with every field',
		async run(world) {
			const fields = {
				group: 'Conformance',
				metaDescription: 'About it',
				metaLaunchUrl: 'https://wiki.example.com',
				metaPublisher: 'Us',
				openInNewTab: true,
				policyEngineMode: 'all',
			};
			const { slug } = await create(world, fields);
			const stored: Record<string, unknown> = await read(world, slug);
			const onWire = (name: string) =>
				name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
			for (const [name, value] of Object.entries({ ...fields, name: slug, provider: null })) {
				assert.equal(stored[onWire(name)], value, name);
			}
		},
	},
	{
		name: 'application: icon',
		from: '2025.12',
		async run(world) {
			const { slug, locator: application } = await create(world, { metaIcon: 'fa://fa-book' });
			assert.equal((await read(world, slug)).meta_icon, 'fa://fa-book');
			await world.one('application', 'update', { application, updateFields: { metaIcon: '' } });
			assert.ok(!(await read(world, slug)).meta_icon);
		},
	},
	{
		name: 'application: hidden',
		from: '2026.5',
		async run(world) {
			const { slug } = await create(world, { metaHide: true });
			assert.equal((await read(world, slug)).meta_hide, true);
		},
	},
	{
		name: 'application: a field of a later release is refused before anything is sent',
		until: '2026.2',
		async run(world) {
			const slug = world.name('app');
			const parameters = { name: slug, slug, additionalFields: { metaHide: true } };
			const message = /needs authentik 2026\.5 or later/;
			await world.refuses(message, 'application', 'create', parameters);
		},
	},
	{
		name: 'application: update, with a new slug and its providers left alone',
		async run(world) {
			const { slug, application } = await provisioning(world);
			const next = world.owns('application', world.name('moved'));
			const updateFields = { slug: next, name: 'Moved', group: 'Tools' };
			const changed = await world.one('application', 'update', { application, updateFields });
			assert.deepEqual([changed.slug, changed.name, changed.group], [next, 'Moved', 'Tools']);
			assert.equal(await attached(world, next), 1);
			assert.equal(await world.exists(`/core/applications/${slug}/`), false);
			const cleared = { application: locator(next, 'slug'), updateFields: { group: '' } };
			assert.equal((await world.one('application', 'update', cleared)).group, '');
		},
	},
	{
		name: 'application: get, by slug and the address of its page',
		async run(world) {
			const { slug, pk } = await world.application();
			const page = `${world.server.url}/if/admin/#/core/applications/${slug}`;
			for (const application of [locator(slug, 'slug'), locator(page, 'url')]) {
				const selected = { application, output: 'fields', outputFields: 'slug' };
				assert.deepEqual(await world.one('application', 'get', selected), { pk, slug });
			}
		},
	},
	{
		name: 'application: list by filters, for a user, and in order',
		async run(world) {
			const mark = world.name('mark');
			const launch = `https://${mark}.example.com`;
			const marked = { group: mark, metaDescription: mark, metaPublisher: mark };
			const found = await create(world, { ...marked, metaLaunchUrl: launch });
			const other = await create(world);
			const slugs = async (filters: NodeParameters, options: NodeParameters = {}) =>
				(await world.ok('application', 'getAll', { returnAll: true, filters, options })).map(
					({ slug }) => slug,
				);
			for (const filters of [
				{ group: mark },
				{ metaDescription: mark },
				{ metaLaunchUrl: launch },
				{ metaPublisher: mark },
				{ name: found.name },
				{ slug: found.slug },
				{ search: mark.toUpperCase() },
			]) {
				assert.deepEqual(await slugs(filters), [found.slug], JSON.stringify(filters));
			}
			const user = await world.user();
			const forUser = { slug: found.slug, forUser: user.locator };
			assert.deepEqual(await slugs(forUser), [found.slug]);
			const { pk: group } = await world.group();
			await world.bind(found, { group });
			assert.deepEqual(await slugs(forUser), []);
			const own = [found.slug, other.slug].sort((a, b) => (a < b ? -1 : 1));
			const order = async (ordering: string) =>
				(await slugs({}, { ordering })).filter((slug) => own.includes(slug));
			assert.deepEqual(await order('slug'), own);
			assert.deepEqual(await order('-name'), own.toReversed());
		},
	},
	{
		name: 'application: check access',
		async run(world) {
			const { slug, locator: application } = await world.application();
			const { pk, username } = await world.user();
			const user = locator(username, 'username');
			const { passing, ...about } = await world.one('application', 'checkAccess', {
				application,
				user,
			});
			assert.deepEqual([passing, about.application, about.user], [true, slug, pk]);
		},
	},
	{
		name: 'application: grant access to a user, a group and a policy, and revoke it',
		async run(world) {
			const { slug, locator: application } = await world.application();
			const user = await world.user();
			const group = await world.group();
			const name = world.name('policy');
			const policy = await world.api<{ pk: string }>('POST', PATHS.policy, {
				name,
				expression: 'return False',
			});
			world.owns('policy', policy.pk);
			const grant = async (principal: NodeParameters, options: NodeParameters = {}) =>
				await world.one('application', 'grantAccess', { application, principal, options });
			const first = await grant({ user: locator(user.username, 'username') });
			assert.deepEqual([first.created, first.order, first.user], [true, 0, user.pk]);
			const second = await grant({ group: locator(group.name, 'name') }, { negate: true });
			assert.deepEqual([second.created, second.order, second.negate], [true, 1, true]);
			const order = { order: -1, disabled: true, timeout: 5, failureResult: true };
			const third = await grant({ policy: locator(policy.pk) }, order);
			assert.deepEqual(
				[third.order, third.enabled, third.timeout, third.failure_result],
				[-1, false, 5, true],
			);
			assert.equal((await grant({ user: user.locator })).created, false);
			const differs = { application, principal: { policy: locator(policy.pk) } };
			const message = /is already bound to .* enabled is false/;
			await world.fails(message, 'application', 'grantAccess', differs);

			const rows = await world.ok('application', 'getBindings', { application, returnAll: true });
			assert.deepEqual(
				rows.map((row) => [row.order, row.username ?? row.name]),
				[
					[-1, name],
					[0, user.username],
					[1, group.name],
				],
			);
			const revoke = async (principal: NodeParameters, options: NodeParameters = {}) =>
				await world.one('application', 'revokeAccess', { application, principal, options });
			const counts = { application: slug, bindings_removed: 1, bindings_left: 2 };
			assert.deepEqual(await revoke({ user: user.locator }), { ...counts, user: user.pk });
			const again = { ...counts, user: user.pk, bindings_removed: 0 };
			assert.deepEqual(await revoke({ user: user.locator }), again);
			const last = { application, principal: { group: group.locator } };
			await world.fails(/everyone could open/, 'application', 'revokeAccess', last);
			const { bindings_left } = await revoke(last.principal, { allowEverybody: true });
			assert.equal(bindings_left, 1);
		},
	},
	{
		name: 'application: exactly the members of a group with access are provisioned',
		from: '2026.2',
		async run(world) {
			if (!world.target.answers) return;
			const { locator: application } = await world.application();
			const [member, other] = [await world.user(), await world.user()];
			const group = await world.group([member.pk]);
			const grant = { application, principal: { group: group.locator } };
			await world.one('application', 'grantAccess', grant);
			// No group goes to the target: the filters only contain the suite's own, without members.
			const nobody = await world.group();
			const provider = await world.provider({ application, groupFilters: [nobody.pk] });
			await world.server.settled();
			const options = { waitForCompletion: true, timeLimit: 120 };
			const provisioned = async () => {
				await world.one('scimProvider', 'sync', { scimProvider: provider.locator, options });
				const filters = { scimProvider: provider.locator };
				const links = await world.ok('provisionedUser', 'getAll', { returnAll: true, filters });
				return links.map(({ user }) => user);
			};
			assert.deepEqual(await provisioned(), [member.pk]);

			// The second one first: while nobody is bound, everybody would be provisioned.
			const more = { application, principal: { user: other.locator } };
			await world.one('application', 'grantAccess', more);
			await world.one('application', 'revokeAccess', grant);
			assert.deepEqual(await provisioned(), [other.pk]);
		},
	},
	{
		name: 'application: delete is refused while a SCIM provider is attached',
		async run(world) {
			const { slug, application, provider } = await provisioning(world);
			const message = /has attached providers/;
			const told = await world.fails(message, 'application', 'delete', { application });
			assert.ok(told.message.includes(provider.name));
			assert.equal(await attached(world, slug), 1);
			assert.ok(await world.exists(provider.path));
		},
	},
	{
		name: 'application: delete, with its providers detached or deleted too',
		async run(world) {
			for (const [attachedProviders, stays] of [
				['detach', true],
				['delete', false],
			] as const) {
				const { slug, application, provider } = await provisioning(world);
				const parameters = { application, options: { attachedProviders } };
				assert.deepEqual(await world.one('application', 'delete', parameters), {
					slug,
					deleted: true,
				});
				assert.equal(await world.exists(`/core/applications/${slug}/`), false);
				assert.equal(await world.exists(provider.path), stays, attachedProviders);
			}
		},
	},
	{
		name: 'application: errors name unknown slugs',
		async run(world) {
			const application = locator(world.name('nothing'), 'slug');
			const { locator: user } = await world.user();
			await world.isUnknown('application', 'get', { application });
			await world.isUnknown('application', 'update', { application, updateFields: { name: 'x' } });
			await world.isUnknown('application', 'checkAccess', { application, user });
			await world.isUnknown('application', 'delete', { application });
		},
	},
	{
		name: 'application: a slug that is taken',
		async run(world) {
			const { slug } = await world.application();
			const message = /^authentik rejected 'Slug': .*already exists/;
			await world.fails(message, 'application', 'create', { name: 'Other', slug });
		},
	},
	{
		name: 'application: wrong values are refused before anything is sent',
		async run(world) {
			const refuses = async (message: RegExp, operation: string, parameters: NodeParameters) =>
				await world.refuses(message, 'application', operation, parameters);
			const application = locator(world.name('nothing'), 'slug');
			await refuses(/'Slug' must be a slug/, 'create', { name: 'x', slug: 'a b' });
			await refuses(/'Name' must not be empty/, 'create', { name: '={{ "" }}', slug: 'x' });
			await refuses(/^No fields to update/, 'update', { application });
			const elsewhere = { application: locator(expression('../users/1'), 'slug') };
			await refuses(/'Application' must be a slug/, 'delete', elsewhere);
		},
	},
];
