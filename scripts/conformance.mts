/**
 * The conformance suite: the node against authentik, in every release. Against the sandbox
 * unless AUTHENTIK_URL and AUTHENTIK_TOKEN name a real server, on which it makes objects of its own and
 * removes them.
 * `npx tsx scripts/conformance.mts [--release 2026.2] [--only text] [--report file.json] [--target address]
 * [--webhook http://address:port] [--with-others]`
 */
import '../test/support/env.ts';

import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { RELEASES, inSpan } = await import('../nodes/Authentik/shared/releases.ts');
const { cases } = await import('../test/conformance/cases.mts');
const { contractOf, whyUnchecked } = await import('../test/conformance/openapi.mts');
const { PREFIX } = await import('../test/conformance/objects.mts');
const { Report } = await import('../test/conformance/report.mts');
const { openSandbox, openServer } = await import('../test/conformance/servers.mts');
const { World } = await import('../test/conformance/world.mts');

const { values: options } = parseArgs({
	options: {
		release: { type: 'string', multiple: true },
		only: { type: 'string', default: '' },
		report: { type: 'string' },
		target: { type: 'string', default: process.env.CONFORMANCE_TARGET },
		webhook: { type: 'string', default: process.env.CONFORMANCE_WEBHOOK },
		'with-others': { type: 'boolean', default: false },
	},
});
const { AUTHENTIK_URL: url, AUTHENTIK_TOKEN: token } = process.env;
const report = new Report();
const contracts = [];
const began = Date.now();
const wanted = cases.filter(({ name }) => name.includes(options.only));

let isStopped = false;
process.once('SIGINT', () => {
	isStopped = true;
	console.error('Stopping after this case; a second Ctrl+C leaves its objects behind.');
});

if (url && token) {
	const { target, webhook, 'with-others': withOthers } = options;
	console.log(`${url}; everything is named ${PREFIX}…`);
	await runAll(await openServer(url, token, { target, webhook, withOthers }));
} else {
	for (const release of options.release ?? RELEASES) {
		if (!isStopped) await runAll(await openSandbox(release));
	}
}

const reason = whyUnchecked();
if (reason)
	contracts.push(`NOT CHECKED: no exchange was held to authentik's OpenAPI files: ${reason}.`);

const seconds = Math.round((Date.now() - began) / 1000);
const summary = [
	`${wanted.length} cases: ${report.count('passed')} passed, ${report.count('failed')} failed, ${report.count('not in this release')} not in the release, ${report.count('not run')} not run, in ${seconds} s.`,
	...contracts,
].join('\n');
const file = join(import.meta.dirname, '../.cache/conformance.md');
await report.write(file, summary);
if (options.report) await report.keep(options.report, new Date(began).toISOString());
console.log(`\n${report.table()}\n\n${summary}`);
process.exit(report.failures > 0 ? 1 : 0);

/** Runs every case that the server's release has, and holds what was sent to authentik's schema. */
async function runAll(server) {
	const { release, recorder } = server;
	report.about(server);
	try {
		for (const one of wanted) {
			if (isStopped) break;
			if (recorder) recorder.about = one.name;
			const started = Date.now();
			const outcome = await outcomeOf(one, server);
			report.add(release, one.name, { ...outcome, duration: Date.now() - started });
		}
		const left = await new World(server).sweep();
		if (left.length > 0)
			report.complain(release, `Left behind, and removed now: ${left.join(', ')}`);
	} finally {
		await server.close();
	}
	if (recorder) await check(release, recorder.exchanges);
}

async function outcomeOf({ run, from, until, needsWebhook }, server) {
	if (!inSpan(server.release, { from, until })) return { result: 'not in this release' };
	if (needsWebhook && !server.webhook.isReached)
		return {
			result: 'not run',
			message: 'authentik has to reach this machine: tell by which --webhook',
		};
	const world = new World(server);
	const problems = [];
	for (const step of [async () => await run(world), async () => await world.clear()]) {
		await step().catch((error) => problems.push(error.message));
	}
	if (problems.length === 0) return { result: 'passed' };
	return { result: 'failed', message: problems.join('\n') };
}

async function check(release, exchanges) {
	if (whyUnchecked()) return;
	const contract = await contractOf(release);
	if (!contract) {
		contracts.push(`${release}: NOT CHECKED against OpenAPI: no file of it or an older release.`);
		return;
	}
	const { violations, known } = contract.check(exchanges);
	for (const violation of violations) report.complain(release, violation);
	contracts.push(
		`${release}: ${exchanges.length} exchanges held to authentik ${contract.version}: ${violations.length} violations, ${known} known ones.`,
	);
}
