/** What npm run dev notices when an editor saves sources. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, test } from 'node:test';

import { changed, stateOf } from '../support/n8n/changes.mts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-authentik-e2e-changes-'));
const file = path.join(folder, 'deep', 'one.ts');

after(async () => await rm(folder, { recursive: true }));
beforeEach(async () => {
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, 'first');
});

/** Saves as many editors do: a new file replaces the old one. */
async function replace(text: string) {
	await writeFile(`${file}~`, text);
	await rename(`${file}~`, file);
}

test('every save is noticed, also of a file that was replaced before', async () => {
	let known = await stateOf([folder]);
	for (const save of [
		() => writeFile(file, 'again'),
		() => replace('place'),
		() => replace('again'),
		() => writeFile(file, 'after'),
		() => writeFile(path.join(folder, 'new.ts'), ''),
		() => rm(file),
	]) {
		await save();
		const now = await changed([folder], known);
		assert.notEqual(now, known);
		known = now;
	}
});

test('nothing is noticed where nothing was saved', async () => {
	const known = await stateOf([folder]);
	assert.equal(await stateOf([folder]), known);
});
