import assert from 'node:assert/strict';

import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../../../nodes/Authentik/operation/types.ts';
import { scimProviderFields } from '../../../nodes/Authentik/resources/scimProvider/fields.ts';
import { inSpan, scimProviderFacts } from '../../../nodes/Authentik/shared/releases.ts';
import type { Case } from '../case.mts';
import type { Located, Provider } from '../types.mts';
import type { World } from '../world.mts';

const facts = scimProviderFacts;

interface Sample {
	/** What the user enters. */
	enter: unknown;
	/** What authentik then has, if that differs. */
	has?: unknown;
}

type Samples = (world: World) => Sample[] | Promise<Sample[]>;

/** Values to set, by the parameter's name. */
const SAMPLES: Record<string, Samples> = {
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

function both(): Sample[] {
	return [{ enter: false }, { enter: true }];
}

/** The choices of a field that the release has. */
function choicesOf({ options = [], target }: Field, { release }: World): Sample[] {
	const spans = facts.values[target.property] ?? {};
	return (options as INodePropertyOptions[])
		.filter(({ value }) => inSpan(release, spans[String(value)]))
		.map(({ value }) => ({ enter: value }));
}

function updateOf(field: Field): Case {
	const { property } = field.target;
	return {
		name: `update: ${property}`,
		...facts.fields[property],
		async run(world) {
			const values = await samplesOf(field, world);
			const provider = await world.provider();
			for (const { enter, has = enter } of values) await update(world, provider, field, enter, has);
		},
	};
}

/** A sample is required for every field; the choices of a list are their own. */
async function samplesOf(field: Field, world: World): Promise<Sample[]> {
	if (field.name in SAMPLES) return await SAMPLES[field.name](world);
	assert.equal(field.type, 'options', `there is no sample for ${field.name}`);
	return choicesOf(field, world);
}

async function update(
	world: World,
	provider: Located<Provider>,
	{ name, target }: Field,
	enter: unknown,
	has: unknown,
): Promise<void> {
	const { property } = target;
	const parameters = { scimProvider: provider.locator, updateFields: { [name]: enter } };
	const { json, error } = await world.run('scimProvider', 'update', parameters);
	if (property === 'auth_mode' && /Enterprise is required/.test(error?.message ?? '')) return;
	if (error) throw new Error(`${JSON.stringify(enter)}: ${error.message}`);
	const stored: Record<string, unknown> = await world.read(provider.pk);
	const untold = facts.writeOnly[property];
	if (untold && inSpan(world.release, untold)) {
		assert.ok(!(property in stored));
		return;
	}
	assert.deepEqual(stored[property], has);
	const [given]: Array<Record<string, unknown>> = json;
	if (property !== 'token') assert.deepEqual(given[property], has);
}

function clearOf(
	property: string,
	name: string,
	fill: (world: World) => Promise<unknown>,
	enter: unknown,
	has: unknown,
): Case {
	return {
		name: `clear: ${property}`,
		...facts.fields[property],
		async run(world) {
			const provider = await world.provider({ [name]: await fill(world) });
			const answer: Record<string, unknown> = await world.one('scimProvider', 'update', {
				scimProvider: provider.locator,
				updateFields: { [name]: enter },
			});
			assert.deepEqual(answer[property], has);
			const stored: Record<string, unknown> = await world.read(provider.pk);
			assert.deepEqual(stored[property], has);
		},
	};
}

const nothing = { __rl: true, mode: 'id', value: '' };

/** Each field of the release set and read back, and what can be cleared. */
export const fields: Case[] = [
	...scimProviderFields.map(updateOf),
	clearOf(
		'filter_group',
		'filterGroup',
		async (world) => (await world.group()).locator,
		nothing,
		null,
	),
	clearOf('group_filters', 'groupFilters', async (world) => [(await world.group()).pk], [], []),
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
				const [{ enter }] =
					field.name === 'authOauth' ? [{ enter: nothing }] : await samplesOf(field, world);
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
