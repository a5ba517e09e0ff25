/** Deleting a provider, and what refers to it, which is worth checking first. */
import { startEngine } from '../../../support/engine';
import { credentialOf, locator, workflowWith } from '../../../support/node';
import { useProviders } from '../../../support/scimProvider';
import { nextTurn } from '../../../support/turn';

const { sandbox, run, calls } = useProviders('2026.2');

/** What authentik answers while its worker logs a task that is deleted along with the provider. */
const CRASH = {
	method: 'DELETE',
	respond: { status: 405, contentType: 'text/html', headers: { 'retry-after': '0' }, body: '' },
};

describe('delete', () => {
	it('returns the ID and deleted: true', async () => {
		const { pk } = sandbox().addProvider({});
		const { items } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(items).toEqual([{ json: { pk, deleted: true }, pairedItem: { item: 0 } }]);
		expect(calls()).toEqual([`DELETE /api/v3/providers/scim/${String(pk)}/`]);
	});

	it('treats a deletion whose answer was lost as done', async () => {
		const { pk } = sandbox().addProvider({});
		sandbox().fault({ method: 'DELETE', times: 1, reset: 'after' });
		const { json } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(json).toEqual([{ pk, deleted: true }]);
		expect(calls()).toHaveLength(2);
	});

	it('treats nothing else as done after a try whose answer was lost', async () => {
		const { pk } = sandbox().addProvider({});
		sandbox().fault({ method: 'DELETE', times: 1, reset: 'before' });
		sandbox().fault({ method: 'DELETE', respond: { status: 403 } });
		const { error } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(error?.httpCode).toBe('403');
		expect(calls()).toHaveLength(2);
	});

	it('retries while authentik still works on tasks of the provider', async () => {
		const { pk } = sandbox().addProvider({});
		sandbox().fault({ ...CRASH, times: 3 });
		const { json } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(json).toEqual([{ pk, deleted: true }]);
		expect(calls()).toHaveLength(4);
	});

	it('reports what is in the way when that does not end', async () => {
		const { pk } = sandbox().addProvider({});
		sandbox().fault(CRASH);
		const { error } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(error?.httpCode).toBe('405');
		expect(error?.message).toContain('its worker still uses it');
		expect(error?.description).toContain('Tried 9 times.');
		expect(calls()).toHaveLength(9);
	});

	it('stops retrying when the execution is canceled', async () => {
		const { pk } = sandbox().addProvider({});
		sandbox().fault({ ...CRASH, respond: { ...CRASH.respond, headers: { 'retry-after': '30' } } });
		const engine = await startEngine({ authentikApi: credentialOf(sandbox()) });
		const parameters = { operation: 'delete', scimProvider: locator(Number(pk)) };
		const { done, cancel } = engine.startWorkflow(
			workflowWith({ resource: 'scimProvider', ...parameters }),
			[{ json: {} }],
		);
		while (sandbox().requests.length < 1 || sandbox().inFlight > 0) await nextTurn();
		cancel();
		await done.catch((error: unknown) => error);
		expect(calls()).toHaveLength(1);
	});

	it('reports that there is nothing to delete', async () => {
		const { error } = await run('delete', { scimProvider: locator(999_999) });
		expect(error?.httpCode).toBe('404');
	});
});

it('lists what refers to a provider, one item each', async () => {
	const mapping = String(sandbox().addMapping({ name: 'used' }).pk);
	const { pk } = sandbox().addProvider({ property_mappings: [mapping] });
	const { json } = await run('getDependents', { scimProvider: locator(Number(pk)) });
	expect(json).toContainEqual(
		expect.objectContaining({ model_name: 'propertymapping', pk: mapping }),
	);
});
