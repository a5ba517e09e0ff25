import assert from 'node:assert/strict';

import { scimProviderFields } from '../../../nodes/Authentik/resources/scimProvider/fields.ts';
import { inSpan, scimProviderFacts } from '../../../nodes/Authentik/shared/releases.ts';

const facts = scimProviderFacts;

/** Values to set, by the parameter's name: what the user enters, and what authentik then has if that differs. */
const SAMPLES = {
	authOauth: async (world) => {
		const { pk, locator } = await world.source();
		return [{ enter: locator, has: pk }];
	},
	authOauthParams: () => [{ enter: '{"grant_type": "x"}', has: { grant_type: 'x' } }],
	discoveryEnabled: both,
	dryRun: both,
	excludeUsersServiceAccount: both,
	filterGroup: async (world) => {
		const { pk, locator } = await world.group();
		return [{ enter: locator, has: pk }];
	},
	groupFilters: async (world) => [{ enter: [(await world.group()).pk] }],
	propertyMappings: async (world) => [{ enter: [(await world.mapping()).pk] }],
	propertyMappingsGroup: async (world) => [{ enter: [(await world.mapping()).pk] }],
	name: (world) => [{ enter: world.name('renamed') }],
	serviceProviderConfigCacheTimeout: () => [{ enter: 'minutes=0' }, { enter: 'hours=2' }],
	syncPageSize: () => [{ enter: 1 }, { enter: 50 }],
	syncPageTimeout: () => [{ enter: 'hours=1;minutes=30' }],
	token: ({ release }) => [
		{ enter: 'another' },
		...(inSpan(release, facts.values.token['']) ? [{ enter: [], has: '' }] : []),
	],
	url: () => [{ enter: 'http://127.0.0.1:9/v2' }],
	verifyCertificates: both,
};

function both() {
	return [{ enter: false }, { enter: true }];
}

/** The choices of a field that the release has. */
function choicesOf({ options = [], target }, { release }) {
	const spans = facts.values[target.property] ?? {};
	return options
		.filter(({ value }) => inSpan(release, spans[value]))
		.map(({ value }) => ({ enter: value }));
}

function updateOf(field) {
	const { property } = field.target;
	return {
		name: `update: ${property}`,
		...facts.fields[property],
		async run(world) {
			const sample = SAMPLES[field.name];
			if (!sample && field.type !== 'options') throw new Error('There is no sample for it');
			const values = sample ? await sample(world) : choicesOf(field, world);
			const provider = await world.provider();
			for (const { enter, has = enter } of values) await update(world, provider, field, enter, has);
		},
	};
}

async function update(world, provider, { name, target }, enter, has) {
	const { property } = target;
	const parameters = { scimProvider: provider.locator, updateFields: { [name]: enter } };
	const { json, error } = await world.run('scimProvider', 'update', parameters);
	if (property === 'auth_mode' && /Enterprise is required/.test(error?.message)) return;
	if (error) throw new Error(`${JSON.stringify(enter)}: ${error.message}`);
	const stored = await world.read(provider.pk);
	const untold = facts.writeOnly[property];
	if (untold && inSpan(world.release, untold)) {
		assert.ok(!(property in stored));
		return;
	}
	assert.deepEqual(stored[property], has);
	if (property !== 'token') assert.deepEqual(json[0][property], has);
}

function clearOf(property, name, fill, enter, has) {
	return {
		name: `clear: ${property}`,
		...facts.fields[property],
		async run(world) {
			const provider = await world.provider({ [name]: await fill(world) });
			const [answer] = await world.ok('scimProvider', 'update', {
				scimProvider: provider.locator,
				updateFields: { [name]: enter },
			});
			assert.deepEqual(answer[property], has);
			assert.deepEqual((await world.read(provider.pk))[property], has);
		},
	};
}

const nothing = { __rl: true, mode: 'id', value: '' };
const aGroup = async (world) => await world.group();

/** Each field of the release set and read back, and what can be cleared. */
export const fields = [
	...scimProviderFields.map(updateOf),
	clearOf(
		'filter_group',
		'filterGroup',
		async (world) => (await aGroup(world)).locator,
		nothing,
		null,
	),
	clearOf('group_filters', 'groupFilters', async (world) => [(await aGroup(world)).pk], [], []),
	clearOf(
		'property_mappings',
		'propertyMappings',
		async (world) => [(await world.mapping()).pk],
		[],
		[],
	),
	clearOf(
		'property_mappings_group',
		'propertyMappingsGroup',
		async (world) => [(await world.mapping()).pk],
		[],
		[],
	),
	clearOf(
		'auth_oauth',
		'authOauth',
		async (world) => (await world.source()).locator,
		nothing,
		null,
	),
	{
		name: 'update: a field of another release is refused before anything is sent',
		async run(world) {
			const provider = await world.provider();
			const absent = scimProviderFields.filter(
				({ target }) => !inSpan(world.release, facts.fields[target.property]),
			);
			for (const field of absent) {
				const samples = SAMPLES[field.name] ?? (() => [{ enter: field.options[0].value }]);
				const [{ enter }] = /^(filterGroup|groupFilters)$/.test(field.name)
					? await samples(world)
					: field.name === 'authOauth'
						? [{ enter: nothing }]
						: await samples(world);
				await world.fails(
					/^This release of authentik does not support '.+' \(needs authentik 20/,
					'scimProvider',
					'update',
					{ scimProvider: provider.locator, updateFields: { [field.name]: enter } },
				);
			}
		},
	},
	{
		name: 'update: a choice of another release is refused before anything is sent',
		until: '2026.5',
		async run(world) {
			const provider = await world.provider();
			for (const [value, span] of Object.entries(facts.values.compatibility_mode)) {
				if (inSpan(world.release, span)) continue;
				await world.fails(/^'Compatibility Mode' can't be "/, 'scimProvider', 'update', {
					scimProvider: provider.locator,
					updateFields: { compatibilityMode: value },
				});
			}
		},
	},
];
