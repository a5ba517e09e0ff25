/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { KNOWN_DIFFERENCES } from './knownDifferences';
import { FOLDER, readRecording } from './recordings';
import { replay } from './run';
import { SCENARIOS } from './scenarios';

/** The required recordings: a missing folder or file fails, and so does an extra one. */
const FIRST_ROUND = [
	'applications',
	'groups',
	'oauth',
	'permissions',
	'protocol',
	'scim-mappings',
	'scim-provider',
	'scim-sync',
	'tokens-invitations',
	'users',
	'webhook',
];
const SECOND_ROUND = ['bindings', 'devices', 'inherited', 'reputation', 'roles'];
const RECORDED: Readonly<Record<string, string[]>> = {
	'2025.4.4': SECOND_ROUND,
	'2025.6.4': ['protocol', 'scim-provider', 'scim-sync', 'webhook'],
	'2025.8.6': FIRST_ROUND,
	'2025.10.4': FIRST_ROUND,
	'2026.2.2': [...FIRST_ROUND, ...SECOND_ROUND].sort(),
};

describe.each(Object.entries(RECORDED))('authentik %s', (version, names) => {
	test.each(names)('%s', async (name) => {
		const recording = readRecording(version, name);
		const differences = await replay(recording, SCENARIOS[name]);
		const isKnown = (step: string) => `${version}/${name}/${step}` in KNOWN_DIFFERENCES;
		expect(differences.filter(({ step }) => !isKnown(step))).toEqual([]);
		const differing = differences.map(({ step }) => step);
		const known = recording.steps.map(({ name: step }) => step).filter(isKnown);
		expect(differing).toEqual(known);
	});

	test('nothing else is recorded', () => {
		const files = readdirSync(join(FOLDER, version)).sort();
		expect(files).toEqual(names.map((name) => `${name}.json`));
	});
});

test('no other version is recorded', () => {
	const versions = readdirSync(FOLDER).filter((name) => name !== 'README.md');
	expect(versions.sort()).toEqual(Object.keys(RECORDED).sort());
});
