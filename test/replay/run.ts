import { RELEASES } from '../../nodes/Authentik/shared/releases';
import { startSandbox, type Sandbox } from '../../sandbox';
import { differencesOf } from './compare';
import { isAccident, valueAt, type Recording, type Step, type Variables } from './recordings';
import type { Scenario } from './scenario';
import { send, Server } from './server';
import { readdressed, type Receiver } from './traffic';

/** Authentik's pauses between attempts are cut to a thousandth. */
const TIME_SCALE = 0.001;

/** A step in which the sandbox does not answer as recorded, one line per difference. */
export interface Difference {
	step: string;
	lines: string[];
}

/** Replays a recording's steps against a fresh sandbox of its version. Returns what differs. */
export async function replay(
	{ release: version, steps: recorded }: Recording,
	scenario: Scenario,
): Promise<Difference[]> {
	const receiver = await scenario.listen?.();
	const steps = receiver ? readdressed(recorded, receiver) : recorded;
	const { sandbox, variables } = await begin(version, steps, scenario, receiver);
	try {
		return await replayAll(sandbox, steps, scenario, variables, receiver);
	} finally {
		await sandbox.close();
		await receiver?.target.close();
	}
}

/** A sandbox in the recorded state, restarted while chance makes it differ. */
async function begin(
	version: string,
	steps: Step[],
	scenario: Scenario,
	receiver: Receiver | undefined,
): Promise<{ sandbox: Sandbox; variables: Variables }> {
	const release = RELEASES.find((one) => version.startsWith(`${one}.`));
	if (!release) throw new Error(`The sandbox has no release for ${version}.`);
	for (;;) {
		const sandbox = await startSandbox({ release, version, timeScale: TIME_SCALE });
		const server = new Server(sandbox, receiver);
		if ((await scenario.fits?.(server, steps)) ?? true) {
			const variables = await knownAtTheStart(server);
			Object.assign(variables, await scenario.setup?.(server, variables, steps));
			return { sandbox, variables };
		}
		await sandbox.close();
	}
}

async function knownAtTheStart(server: Server): Promise<Variables> {
	const mapping = async (kind: string) =>
		await server.first(
			`/propertymappings/provider/scim/?managed=goauthentik.io/providers/scim/${kind}`,
		);
	return {
		admin: await server.first('/core/users/?username=akadmin'),
		adminGroup: await server.first('/core/groups/?name=authentik%20Admins'),
		mapUser: await mapping('user'),
		mapGroup: await mapping('group'),
	};
}

async function replayAll(
	sandbox: Sandbox,
	steps: Step[],
	scenario: Scenario,
	variables: Variables,
	receiver: Receiver | undefined,
): Promise<Difference[]> {
	const differences: Difference[] = [];
	for (const step of steps.filter((one) => !isAccident(one))) {
		await sandbox.settled();
		const before = scenario.before?.[step.name];
		Object.assign(variables, await before?.(new Server(sandbox, receiver), variables));
		await sandbox.settled();
		const lines = await replayStep(sandbox, step, scenario, variables, receiver);
		if (lines.length > 0) differences.push({ step: step.name, lines });
	}
	return differences;
}

async function replayStep(
	sandbox: Sandbox,
	step: Step,
	scenario: Scenario,
	variables: Variables,
	receiver: Receiver | undefined,
): Promise<string[]> {
	if ('observed' in step) {
		if (!receiver) throw new Error('A scenario with observed steps has to listen.');
		return receiver.compare(step.observed, variables);
	}
	receiver?.mark();
	const answer = await send(sandbox, scenario.rewrite?.(step.request) ?? step.request, variables);
	const saved = { ...step.save, ...scenario.saves?.[step.name] };
	for (const [name, path] of Object.entries(saved))
		variables[name] = valueAt(answer.body, path) ?? null;
	const body = scenario.loosen?.(step, answer) ?? step.response.body;
	return differencesOf({ ...step.response, body }, answer, variables);
}
