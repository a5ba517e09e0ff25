/**
 * The conformance suite: the node against authentik, in every release. Runs against the sandbox, or against a real
 * server with AUTHENTIK_URL and AUTHENTIK_TOKEN, where it creates its own objects and removes them.
 * `npx tsx scripts/conformance.mts [--release 2026.2] [--only text] [--report file.json] [--target address]
 * [--webhook http://address:port] [--with-others]`
 */
import '../test/support/env.ts';

import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { RELEASES } from '../nodes/Authentik/shared/releases.ts';
import { cases } from '../test/conformance/cases.mts';
import { PREFIX } from '../test/conformance/objects.mts';
import { whyUnchecked } from '../test/conformance/openapi.mts';
import { Report } from '../test/conformance/report.mts';
import { openSandbox, openServer } from '../test/conformance/servers.mts';
import { runAll } from '../test/conformance/suite.mts';

const { values: options } = parseArgs({
	options: {
		release: { type: 'string', multiple: true, default: [...RELEASES] },
		only: { type: 'string', default: '' },
		report: { type: 'string' },
		target: { type: 'string', default: process.env.CONFORMANCE_TARGET },
		webhook: { type: 'string', default: process.env.CONFORMANCE_WEBHOOK },
		'with-others': { type: 'boolean', default: false },
	},
});
const unknown = options.release.filter((one) => !RELEASES.some((release) => release === one));
if (unknown.length > 0) {
	throw new Error(`There is no release ${unknown.join(', ')}. Known: ${RELEASES.join(', ')}`);
}
const { AUTHENTIK_URL: url, AUTHENTIK_TOKEN: token } = process.env;
const report = new Report();
const contracts: Array<string | undefined> = [];
const began = Date.now();
const wanted = cases.filter(({ name }) => name.includes(options.only));

let isStopped = false;
process.once('SIGINT', () => {
	isStopped = true;
	console.error('Stopping after this case; a second Ctrl+C leaves its objects behind.');
});
const run = { cases: wanted, report, isStopped: () => isStopped };

if (url && token) {
	const { target, webhook, 'with-others': withOthers } = options;
	console.log(`${url}; everything is named ${PREFIX}…`);
	await runAll(await openServer(url, token, { target, webhook, withOthers }), run);
} else {
	for (const release of RELEASES.filter((one) => options.release.includes(one))) {
		if (!isStopped) contracts.push(await runAll(await openSandbox(release), run));
	}
}

const reason = whyUnchecked();
if (reason)
	contracts.push(`NOT CHECKED: no exchange was held to authentik's OpenAPI files: ${reason}.`);

const seconds = Math.round((Date.now() - began) / 1000);
const summary = [
	`${wanted.length} cases: ${report.count('passed')} passed, ${report.count('failed')} failed, ${report.count('not in this release')} not in the release, ${report.count('not run')} not run, in ${seconds} s.`,
	...contracts.filter((contract) => contract !== undefined),
].join('\n');
const file = join(import.meta.dirname, '../.cache/conformance.md');
await report.write(file, summary);
if (options.report) await report.keep(options.report, new Date(began).toISOString());
console.log(`\n${report.table()}\n\n${summary}`);
process.exit(report.failures > 0 ? 1 : 0);
