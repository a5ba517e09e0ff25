import type { Release } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';

/** The sandbox that the tests of a file have in common. */
export let sandbox: Sandbox;

/** Starts it before the tests of a file, and ends it after them; each test begins with no log and no faults. */
export function useSandbox(release: Release): void {
	beforeAll(async () => {
		sandbox = await startSandbox({ release });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => {
		sandbox.clearLog();
		sandbox.clearFaults();
	});
}
