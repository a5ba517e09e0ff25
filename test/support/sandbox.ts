import type { Release } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';

/**
 * Starts a sandbox before the tests of a file, and ends it after them; each test starts with no log and no faults.
 * Returns a function, because the sandbox only exists while tests run.
 */
export function useSandbox(release: Release): () => Sandbox {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ release });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => {
		sandbox.clearLog();
		sandbox.clearFaults();
	});
	return () => sandbox;
}
