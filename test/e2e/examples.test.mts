/** What applies to every workflow of examples/. The other files of this name run them. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { CREDENTIAL_ID, example, exampleNames } from '../support/n8n/examples.mts';

const names = await exampleNames();

const textOf = async (path: string) => await readFile(new URL(path, import.meta.url), 'utf8');

test('no example is without a test that loads it, or without an explanation', async () => {
	const files = await readdir(new URL('.', import.meta.url));
	const tests = files.filter((file) => /^examples-\w+\.test\.mts$/.test(file));
	const texts = (await Promise.all(tests.map(textOf))).join('');
	const page = await textOf('../../examples/README.md');
	const lacking = (text: string, mark: (name: string) => string) =>
		names.filter((name) => !text.includes(mark(name)));
	assert.deepEqual(
		lacking(texts, (name) => `example('${name}'`),
		[],
	);
	assert.deepEqual(
		lacking(page, (name) => `(${name}.json)`),
		[],
	);
});

test('examples hold placeholders only', async () => {
	const placeholders = [CREDENTIAL_ID, 'joinerForm', 'leaverKey'];
	for (const name of names) {
		const { nodes, pinData, meta } = await example(name);
		assert.deepEqual([name, pinData, meta], [name, undefined, undefined]);
		for (const { type, parameters, credentials = {} } of nodes) {
			assert.match(type, /^n8n-nodes-(base|authentik)\./);
			for (const { id } of Object.values(credentials)) {
				assert.ok(placeholders.includes(String(id)), String(id));
			}
			// IDs of n8n's own parts of a parameter are no secrets.
			const text = JSON.stringify(parameters, (key, value) => (key === 'id' ? '' : value));
			assert.doesNotMatch(text, /[0-9a-f]{8}-(?!0000)[0-9a-f]{4}-/, name);
			assert.doesNotMatch(text, /[A-Za-z0-9+/]{32,}/, name);
			assert.doesNotMatch(text, /https?:\/\/(?!\w+\.example\.com)/, name);
		}
	}
});
