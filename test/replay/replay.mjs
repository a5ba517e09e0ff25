/**
 * Holds the sandbox to recordings of real authentik servers: sends what was sent there and compares
 * the answers. `npx tsx test/replay/replay.mjs [scenario…] [--verbose]`; RECORDINGS names the folder.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { replay } from './run.ts';
import { KNOWN_DIFFERENCES, SCENARIOS } from './scenarios.ts';

const folder = process.env.RECORDINGS ?? join(import.meta.dirname, '../recordings');
const isVerbose = process.argv.includes('--verbose');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

if (!existsSync(folder)) {
	console.log(`No recordings at ${folder}: skipped.`);
	process.exit(0);
}

let unexplained = 0;
const versions = readdirSync(folder).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
for (const version of versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
	for (const name of wanted.length > 0 ? wanted : Object.keys(SCENARIOS)) {
		const file = join(folder, version, `${name}.json`);
		if (!existsSync(file)) continue;
		const { steps } = JSON.parse(readFileSync(file, 'utf8'));
		unexplained += report(version, name, await replay(version, steps, SCENARIOS[name]));
	}
}
process.exit(unexplained > 0 ? 1 : 0);

function report(version, name, { equal, sent, skipped, differences }) {
	const left = skipped > 0 ? `, ${skipped} not to be replayed` : '';
	console.log(`${version.padEnd(10)} ${name.padEnd(20)} ${equal} equal of ${sent} sent${left}`);
	let open = 0;
	for (const { step, what } of differences) {
		const reason = KNOWN_DIFFERENCES[`${version}/${name}/${step}`];
		if (reason === undefined) open += 1;
		console.log(`    ${step}${reason === undefined ? '' : ` (known: ${reason})`}`);
		if (reason === undefined || isVerbose) what.forEach((line) => console.log(`        ${line}`));
	}
	return open;
}
