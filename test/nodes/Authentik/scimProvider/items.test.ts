import { locator, requestsTo, runNode } from '../../../support/node';
import { useProvider } from '../../../support/scimProvider';

const { sandbox, pk } = useProvider();

describe('multiple items', () => {
	it('evaluates expressions for each item and pairs the answers', async () => {
		const names = ['one', 'two', 'three'].map((name) => `${name} ${Math.random()}`);
		const pks = names.map(() => Number(sandbox().addProvider({}).pk));
		const { items } = await runNode(
			sandbox(),
			{
				operation: 'update',
				scimProvider: locator('={{ $json.pk }}'),
				updateFields: { name: '={{ $json.name }}' },
			},
			{ items: names.map((name, index) => ({ name, pk: pks[index] })) },
		);

		expect(items.map(({ json, pairedItem }) => [json.pk, json.name, pairedItem])).toEqual(
			pks.map((id, item) => [id, names[item], { item }]),
		);
	});

	it('continues with the other items when one fails', async () => {
		const items = [{ pk: pk() }, { pk: 999_999 }, { pk: 'x' }, { pk: pk() }];
		const parameters = {
			operation: 'update',
			scimProvider: locator('={{ $json.pk }}'),
			updateFields: { dryRun: true },
		};
		const titled = (title: string) =>
			expect.objectContaining({ message: expect.stringContaining(title) }) as unknown;
		const continued = await runNode(sandbox(), parameters, {
			items,
			onError: 'continueRegularOutput',
		});
		expect(
			continued.json.map(({ sync_page_size, pk: id, error }) => sync_page_size ?? [id, error]),
		).toEqual([
			expect.any(Number),
			[999_999, titled("authentik can't find the object")],
			['x', titled("'SCIM Provider' must be a numeric ID")],
			expect.any(Number),
		]);

		const split = await runNode(sandbox(), parameters, { items, onError: 'continueErrorOutput' });
		expect(split.json.map((json) => json.pk)).toEqual([pk(), pk()]);
		expect(split.errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
		expect(split.errors.map(({ json }) => json.pk)).toEqual([999_999, 'x']);
	});

	it('handles a thousand', async () => {
		const { items, error } = await runNode(
			sandbox(),
			{
				operation: 'update',
				scimProvider: locator(pk()),
				updateFields: { syncPageSize: '={{ $itemIndex + 1 }}' },
			},
			{ items: Array.from({ length: 1000 }, () => ({})) },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.sync_page_size)).toEqual(
			Array.from({ length: 1000 }, (_, index) => index + 1),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 1000 }, (_, item) => ({ item })),
		);
		expect(requestsTo(sandbox())).toHaveLength(1000);
		// For machines that are also busy with other things.
	}, 120_000);
});
