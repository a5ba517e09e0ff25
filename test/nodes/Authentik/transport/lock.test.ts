import { withLock } from '../../../../nodes/Authentik/transport/lock';
import { nextTurn } from '../../../support/turn';

/** Tasks that record their start, and end on request. */
function tasks(key: string) {
	const started: string[] = [];
	const ends = new Map<string, () => void>();
	const start = async (name: string, failure?: Error) =>
		await withLock(key, async () => {
			started.push(name);
			await new Promise<void>((resolve) => ends.set(name, resolve));
			if (failure) throw failure;
			return name;
		});
	const end = async (name: string) => {
		ends.get(name)?.();
		await nextTurn();
	};
	return { started, start, end };
}

it('runs one after another, including what comes when the first is done', async () => {
	const { started, start, end } = tasks('order');
	const results = [start('first'), start('second')];
	await nextTurn();
	expect(started).toEqual(['first']);
	await end('first');
	results.push(start('third'));
	await nextTurn();
	expect(started).toEqual(['first', 'second']);
	await end('second');
	await end('third');
	expect(await Promise.all(results)).toEqual(['first', 'second', 'third']);
});

it('continues after a failure, which only its own caller gets', async () => {
	const { start, end } = tasks('failure');
	const failing = expect(start('first', new Error('refused'))).rejects.toThrow('refused');
	const second = start('second');
	await nextTurn();
	await end('first');
	await failing;
	await end('second');
	expect(await second).toBe('second');
});

it('does not wait for another key', async () => {
	const [one, other] = [tasks('one'), tasks('other')];
	const results = [one.start('first'), other.start('first')];
	await nextTurn();
	expect([one.started, other.started]).toEqual([['first'], ['first']]);
	await one.end('first');
	await other.end('first');
	await Promise.all(results);
});
