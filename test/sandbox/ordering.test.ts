import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { callApi } from '../support/api';
import { make } from '../support/notifications';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

it('times are in their order, although those at a full second have no fraction', async () => {
	const flow = { name: 'f', slug: 'f', title: 'f', designation: 'enrollment' };
	const { pk } = await make(sandbox, '/flows/instances/', flow);
	const times = ['2999-01-01T00:00:01.500Z', '2999-01-01T00:00:01.000Z', '2999-01-01T00:00:02Z'];
	for (const [index, expires] of times.entries()) {
		const values = { name: `i${index}`, flow: pk, expires };
		await make(sandbox, '/stages/invitation/invitations/', values);
	}
	const listed = async (ordering: string) => {
		const path = `/stages/invitation/invitations/?ordering=${ordering}`;
		const { results } = (await callApi(sandbox, 'GET', path)).body;
		return (results as Array<{ expires: string }>).map(({ expires }) => expires.slice(17));
	};
	const inOrder = ['01Z', '01.500Z', '02Z'];
	expect(await listed('expires')).toEqual(inOrder);
	expect(await listed('-expires')).toEqual(inOrder.reverse());
});
