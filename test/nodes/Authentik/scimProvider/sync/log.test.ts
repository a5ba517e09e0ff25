/** The error of a failed sync. */
import { locator, runNode } from '../../../../support/node';
import { useTarget, waiting } from '../../../../support/sync';

const { target, openSandbox, withProvider } = useTarget();

it('names the status, the object and the remedy when the target answers 409', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	await run('sync', { scimProvider: locator(pk), options: waiting });
	sandbox.addGroup({ name: 'Sales' });
	target().fault({ method: 'POST', path: /Groups/, respond: { status: 409, body: {} } });
	// authentik retries such a page for minutes; the log of the first try is enough.
	const options = { ...waiting, timeLimit: 5 };
	const { error } = await run('sync', { scimProvider: locator(pk), options });
	expect(error?.message).toBe(
		"The sync of 'CRM accounts' is still running after 5 seconds: The target returned 409 (conflict) for a group",
	);
	expect(error?.description?.split('\n')).toEqual([
		'The object already exists at the target. Link it with the operation Link of Provisioned User or Provisioned Group, or delete it at the target. Then sync again.',
		'authentik continues the sync. Raise the Time Limit, or check it later with Get Sync Status.',
	]);
});

it('shows at most five lines, one a line, and how many more there are', async () => {
	const { sandbox, run, pk } = await withProvider('2026.2');
	for (let at = 0; at < 9; at++) sandbox.addGroup({ name: `Team ${at}` });
	target().fault({ method: 'POST', path: /Groups/, respond: { status: 500, body: {} } });
	const { error } = await run('sync', { scimProvider: locator(pk), options: waiting });
	const [advice, first, ...lines] = error?.description?.split('\n') ?? [];
	expect(advice).toMatch(/^Check the SCIM target/);
	expect(first).toBe('authentik logged:');
	expect(lines).toHaveLength(6);
	expect(lines.slice(0, 5).every((line) => line.startsWith('Failed to sync Group '))).toBe(true);
	expect(lines[5]).toMatch(/^and \d+ more$/);
});

it.each(['sync', 'syncUser'])(
	'gives the same advice for an unattached provider: %s',
	async (operation) => {
		// 2025.8 is the only release that returns its log lines when one object is synced.
		const sandbox = await openSandbox({ release: '2025.8' });
		const pk = Number(sandbox.addProvider({ name: 'loose' }).pk);
		const user = Number(sandbox.addUser({ username: 'ada' }).pk);
		const { error } = await runNode(sandbox, {
			operation,
			scimProvider: locator(pk),
			...(operation === 'syncUser' ? { user: locator(user) } : { options: waiting }),
		});
		expect(error?.message).toContain('No provider found. Is it assigned to an application?');
		expect(error?.description).toMatch(
			/^The provider is not attached to an application\. Use Attach to Application, then sync again\./,
		);
	},
);
