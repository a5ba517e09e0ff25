/**
 * Writes nodes/Authentik/__schema__, the output that n8n shows for an operation before its first run, from responses of
 * the sandbox in every release. Run `npm run build` first.
 */
import '../test/support/env.ts';

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { RELEASES } from '../nodes/Authentik/shared/releases.ts';
import type { Answers } from '../test/support/answers.ts';
import { answersOf } from '../test/support/answers.ts';
import { schemaOf } from '../test/support/schema.ts';

const folder = join(import.meta.dirname, '../nodes/Authentik/__schema__');
const all: Answers = {};
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
