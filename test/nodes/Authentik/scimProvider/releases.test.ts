import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';
import { useProvider } from '../../../support/scimProvider';

const { sandbox, update } = useProvider();

/** What clears the token. */
const CLEARED = { token: '={{ [] }}' };

describe('what a release does not have', () => {
	const text =
		"This release of authentik does not support 'Group Names or IDs' (needs authentik 2026.2 or later)";

	it('is refused before anything is sent, with the field and the release', async () => {
		const { error } = await update({ groupFilters: [], dryRun: true });
		expect(error?.message).toBe(text);
		expect(error?.description).toContain('The server runs authentik 2025.12.');
		expect(requestsTo(sandbox())).toEqual([]);
	});

	it('is found in the answer when the release cannot be read', async () => {
		const silent = await startSandbox({ release: '2025.12' });
		silent.fault({ path: '/admin/version/', respond: { status: 404 } });
		const provider = silent.addProvider({});
		const { error, items } = await runNode(silent, {
			operation: 'update',
			scimProvider: locator(Number(provider.pk)),
			updateFields: { groupFilters: [], dryRun: true },
		});
		await silent.close();
		expect(items).toEqual([]);
		expect(error?.message).toBe(text);
		expect(error?.description).toContain('saved the rest and started a full sync');
	});

	it('is also refused for a choice', async () => {
		const { error } = await update({ compatibilityMode: 'gitlab' });
		expect(error?.message).toBe(
			"'Compatibility Mode' can't be \"gitlab\" on this server: it needs authentik 2026.8 or later",
		);
		expect(requestsTo(sandbox())).toEqual([]);
	});

	it('requests the release once, and only when a field needs it', async () => {
		const fresh = await startSandbox({ release: '2025.12' });
		const provider = locator(Number(fresh.addProvider({}).pk));
		const one = { operation: 'update', scimProvider: provider };
		await runNode(fresh, { ...one, updateFields: { dryRun: true } });
		const sent = () => fresh.requests.filter(({ path }) => !/\/sync\/status\/$|\/all\//.test(path));
		expect(sent()).toHaveLength(1);
		const items = [{}, {}, {}];
		await runNode(fresh, { ...one, updateFields: { syncPageSize: 5 } }, { items });
		await runNode(fresh, { ...one, updateFields: { syncPageSize: 6 } }, { items });
		await fresh.close();
		expect(sent()).toHaveLength(1 + 1 + 3 + 3);
	});

	it('is also refused for clearing the token', async () => {
		const old = await startSandbox({ release: '2025.8' });
		try {
			const pk = Number(old.addProvider({ token: 'target-token' }).pk);
			const clear = { operation: 'update', scimProvider: locator(pk), updateFields: CLEARED };
			const { error } = await runNode(old, clear);
			expect(error?.message).toBe(
				"'Token' can't be empty on this server: it needs authentik 2025.10 or later",
			);
			expect(requestsTo(old)).toEqual([]);
		} finally {
			await old.close();
		}
	});

	it('does not treat the write-only token of 2026.8 as dropped', async () => {
		const latest = await startSandbox({ release: '2026.8' });
		try {
			const provider = latest.addProvider({});
			const { error, json } = await runNode(latest, {
				operation: 'update',
				scimProvider: locator(Number(provider.pk)),
				updateFields: { token: 'target-token', discoveryEnabled: false },
			});
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ discovery_enabled: false });
		} finally {
			await latest.close();
		}
	});
});
