/** Runs the cases against one server. */
import { inSpan } from '../../nodes/Authentik/shared/releases.ts';
import type { Case } from './case.mts';
import { contractOf, whyUnchecked } from './openapi.mts';
import type { Outcome, Report } from './report.mts';
import type { Server } from './servers.mts';
import { World } from './world.mts';

interface Run {
	cases: Case[];
	report: Report;
	/** Whether to stop after the current case. */
	isStopped: () => boolean;
}

/**
 * Runs every case that the server's release has, closes the server, and checks the requests against authentik's schema.
 * @returns the result of this check, if anything was recorded
 */
export async function runAll(
	server: Server,
	{ cases, report, isStopped }: Run,
): Promise<string | undefined> {
	const { release, recorder } = server;
	report.about(server);
	try {
		for (const one of cases) {
			if (isStopped()) break;
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
	return await check(server, report);
}

async function outcomeOf(
	{ run, from, until, needsWebhook }: Case,
	server: Server,
): Promise<Outcome> {
	if (!inSpan(server.release, { from, until })) return { result: 'not in this release' };
	if (needsWebhook && !server.webhook.isReached)
		return {
			result: 'not run',
			message: 'authentik has to reach this machine: tell by which --webhook',
		};
	const world = new World(server);
	const problems: string[] = [];
	for (const step of [async () => await run(world), async () => await world.clear()]) {
		await step().catch(({ message }: Error) => problems.push(message));
	}
	if (problems.length === 0) return { result: 'passed' };
	return { result: 'failed', message: problems.join('\n') };
}

async function check({ release, recorder }: Server, report: Report): Promise<string | undefined> {
	if (!recorder || whyUnchecked()) return undefined;
	const contract = await contractOf(release);
	if (!contract) {
		return `${release}: NOT CHECKED against OpenAPI: no file of it or an older release.`;
	}
	const { exchanges } = recorder;
	const { violations, known } = contract.check(exchanges);
	for (const violation of violations) report.complain(release, violation);
	return `${release}: ${exchanges.length} exchanges held to authentik ${contract.version}: ${violations.length} violations, ${known} known ones.`;
}
