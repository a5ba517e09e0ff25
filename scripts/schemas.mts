/**
 * Writes what n8n shows of an operation's output before it ran, nodes/Authentik/__schema__, from answers of
 * the sandbox in every release. `npm run build` first.
 */
import '../test/support/env.ts';

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const { RELEASES } = await import('../nodes/Authentik/shared/releases.ts');
const { answersOf } = await import('../test/support/answers.ts');

/** Objects whose keys are the user's. */
const FREE = [
	'attributes',
	'auth_oauth_params',
	'object',
	'result',
	'context',
	'fixed_data',
	'settings',
];

const folder = join(import.meta.dirname, '../nodes/Authentik/__schema__');
const all = {};
for (const release of RELEASES) {
	for (const [name, answers] of Object.entries(await answersOf(release))) {
		all[name] = [...(all[name] ?? []), ...answers];
	}
}

await rm(folder, { recursive: true, force: true });
for (const [name, answers] of Object.entries(all)) {
	const file = join(folder, 'v1.0.0', `${name}.json`);
	const schema = { ...schemaOf(answers), version: 1 };
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, `${JSON.stringify(schema, null, '\t')}\n`);
}
console.log(`${Object.keys(all).length} schemas in ${folder}`);

/** One schema that all of these values fit. */
function schemaOf(values, key) {
	const kinds = [...new Set(values.map(kindOf))].filter(
		(kind, _, others) => kind !== 'integer' || !others.includes('number'),
	);
	// The editor shows the first type.
	kinds.sort((a, b) => (a === 'null') - (b === 'null'));
	// Whatever was never there is a text when it is: a date, an address, an ID.
	if (kinds.length === 1 && kinds[0] === 'null') kinds.unshift('string');
	const schema = { type: kinds.length === 1 ? kinds[0] : kinds };
	const objects = values.filter((value) => kindOf(value) === 'object');
	const lists = values.filter(Array.isArray).flat();
	if (objects.length > 0 && !FREE.includes(key)) {
		const names = [...new Set(objects.flatMap(Object.keys))].sort();
		schema.properties = Object.fromEntries(
			names.map((name) => [
				name,
				schemaOf(
					objects.filter((object) => name in object).map((object) => object[name]),
					name,
				),
			]),
		);
	}
	if (lists.length > 0) schema.items = schemaOf(lists);
	return schema;
}

function kindOf(value) {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (Number.isInteger(value)) return 'integer';
	return typeof value;
}
