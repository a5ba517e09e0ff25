import { callApi } from '../support/api';
import { useReceiver } from '../support/receiver';

const { sandbox, receiver, start, mapping, map, calls } = useReceiver();

it('repeats a call until its answer is a success', async () => {
	receiver().fault({ respond: { status: 500 }, times: 2 });
	await start();
	sandbox().addEvent({ action: 'login' });
	await sandbox().settled();
	const attempts = sandbox().deliveries.map(({ attempt, status }) => [attempt, status]);
	expect(attempts).toEqual([
		[1, 500],
		[2, 500],
		[3, 200],
	]);
});

it('gives up in the end', async () => {
	receiver().fault({ reset: 'before' });
	await start();
	sandbox().addEvent({ action: 'login' });
	await sandbox().settled();
	expect(sandbox().deliveries.map(({ status }) => status)).toEqual(Array(6).fill(undefined));
});

it('stops repeating when the rule is gone, whose deletion can fail in the meantime', async () => {
	receiver().fault({ respond: { status: 500 } });
	const { rule } = await start({ timeScale: 0.05 });
	sandbox().fault({
		method: 'DELETE',
		path: /\/events\/rules\//,
		times: 1,
		respond: { status: 405, contentType: 'text/html; charset=utf-8', body: '' },
	});
	sandbox().addEvent({ action: 'login' });
	while (receiver().requests.length === 0) await callApi(sandbox(), 'GET', '/core/users/me/');
	const remove = async () => (await callApi(sandbox(), 'DELETE', `/events/rules/${rule}/`)).status;
	expect(await remove()).toBe(405);
	expect(await remove()).toBe(204);
	expect(await calls()).toHaveLength(1);
});

it('can lose an answer, so that a call comes twice, and delay one until it is overtaken', async () => {
	await start();
	sandbox().deliveryFault({ reset: 'after', times: 1 });
	sandbox().deliveryFault({ delay: 200, times: 1 });
	for (const message of ['twice', 'late', 'in time']) {
		sandbox().addEvent({ action: 'login', context: { message } });
	}
	const bodies = (await calls()).map(({ body }) => body);
	expect(bodies.filter((body) => body === 'twice')).toHaveLength(2);
	expect(bodies.indexOf('late')).toBeGreaterThan(bodies.indexOf('in time'));
});

it('manages a burst', async () => {
	const { transport } = await start();
	const body = await mapping('return {"n": notification.event.context["n"]}');
	await map(transport, { webhook_mapping_body: body });
	for (let n = 0; n < 300; n += 1) sandbox().addEvent({ action: 'login', context: { n } });
	const numbers = (await calls()).map(({ n }) => Number(n)).sort((a, b) => a - b);
	expect(numbers).toEqual(Array.from({ length: 300 }, (_, n) => n));
});

it('is ended by closing', async () => {
	receiver().fault({ respond: { status: 500 } });
	await start({ timeScale: 1 });
	sandbox().addEvent({ action: 'login' });
	while (sandbox().deliveries[0]?.status === undefined)
		await callApi(sandbox(), 'GET', '/core/users/me/');
	await sandbox().close();
	await sandbox().settled();
	expect(receiver().requests).toHaveLength(1);
});
