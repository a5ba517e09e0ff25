/** Deleting a provider, and what refers to it, which is worth a look before. */
import { locator } from '../../../support/node';
import { sandbox, useSandbox } from '../../../support/sandbox';
import { calls, run } from '../../../support/scimProvider';

useSandbox('2026.2');

describe('delete', () => {
	it('gives deleted: true', async () => {
		const { pk } = sandbox.addProvider({});
		const { items } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(calls()).toEqual([`DELETE /api/v3/providers/scim/${String(pk)}/`]);
	});

	it('takes a deletion that got through unheard for done', async () => {
		const { pk } = sandbox.addProvider({});
		sandbox.fault({ method: 'DELETE', times: 1, reset: 'after' });
		const { json } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(json).toEqual([{ deleted: true }]);
		expect(calls()).toHaveLength(2);
	});

	it('takes nothing else for done after a try that was not heard', async () => {
		const { pk } = sandbox.addProvider({});
		sandbox.fault({ method: 'DELETE', times: 1, reset: 'before' });
		sandbox.fault({ method: 'DELETE', respond: { status: 403 } });
		const { error } = await run('delete', { scimProvider: locator(Number(pk)) });
		expect(error?.httpCode).toBe('403');
		expect(calls()).toHaveLength(2);
	});

	it('says that there is nothing to delete', async () => {
		const { error } = await run('delete', { scimProvider: locator(999_999) });
		expect(error?.httpCode).toBe('404');
	});
});

it('lists what refers to a provider, one item each', async () => {
	const mapping = String(sandbox.addMapping({ name: 'used' }).pk);
	const { pk } = sandbox.addProvider({ property_mappings: [mapping] });
	const { json } = await run('getDependents', { scimProvider: locator(Number(pk)) });
	expect(json).toContainEqual(
		expect.objectContaining({ model_name: 'propertymapping', pk: mapping }),
	);
});
