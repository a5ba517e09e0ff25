import { limiterOf } from '../../../../nodes/Authentik/transport/concurrencyLimiter';
import { nextTurn } from '../../../support/turn';

/** A task that ends on request. */
function task(started: string[], name: string) {
	let end!: () => void;
	let fail!: (error: Error) => void;
	const ended = new Promise<void>((resolve, reject) => {
		end = resolve;
		fail = reject;
	});
	const run = async () => {
		started.push(name);
		await ended;
		return name;
	};
	return { run, end, fail };
}

let server = 0;
const freshLimiter = () => limiterOf(`https://server-${server++}.example.com/api/v3`);

it('is one for each server', () => {
	expect(limiterOf('https://a.example.com/api/v3')).toBe(limiterOf('https://a.example.com/api/v3'));
	expect(limiterOf('https://a.example.com/api/v3')).not.toBe(
		limiterOf('https://b.example.com/api/v3'),
	);
});

it('starts in order, at most the limit at once', async () => {
	const limiter = freshLimiter();
	const started: string[] = [];
	const tasks = ['a', 'b', 'c', 'd'].map((name) => task(started, name));
	const results = tasks.map(async ({ run }) => await limiter.run(2, undefined, run));
	await nextTurn();
	expect(started).toEqual(['a', 'b']);
	tasks[1].end();
	await nextTurn();
	expect(started).toEqual(['a', 'b', 'c']);
	for (const { end } of tasks) end();
	expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
	expect(limiter.idle).toBe(true);
});

it('continues after a failure', async () => {
	const limiter = freshLimiter();
	const started: string[] = [];
	const [first, second] = [task(started, 'first'), task(started, 'second')];
	const failing = limiter.run(1, undefined, first.run);
	const waiting = limiter.run(1, undefined, second.run);
	first.fail(new Error('reset'));
	await expect(failing).rejects.toThrow('reset');
	second.end();
	expect(await waiting).toBe('second');
	expect(limiter.idle).toBe(true);
});

it('continues after a task that throws at once', async () => {
	const limiter = freshLimiter();
	await expect(
		limiter.run(1, undefined, () => {
			throw new Error('at once');
		}),
	).rejects.toThrow('at once');
	expect(await limiter.run(1, undefined, async () => 'next')).toBe('next');
});

it('removes a canceled execution from the queue, and the others move up', async () => {
	const limiter = freshLimiter();
	const started: string[] = [];
	const { signal, abort } = abortable();
	const [running, waiting, last] = ['running', 'waiting', 'last'].map((name) =>
		task(started, name),
	);
	const first = limiter.run(1, undefined, running.run);
	const cancelled = limiter.run(1, signal, waiting.run);
	const third = limiter.run(1, undefined, last.run);
	abort();
	await expect(cancelled).rejects.toThrow('stopped');
	running.end();
	last.end();
	expect(await Promise.all([first, third])).toEqual(['running', 'last']);
	expect(started).toEqual(['running', 'last']);
	expect(limiter.idle).toBe(true);
});

it('does not admit a canceled execution', async () => {
	const { signal, abort } = abortable();
	abort();
	const run = jest.fn();
	await expect(freshLimiter().run(1, signal, run)).rejects.toThrow('stopped');
	expect(run).not.toHaveBeenCalled();
});

it('a credential with a lower limit waits without starving', async () => {
	const limiter = freshLimiter();
	const started: string[] = [];
	const tasks = ['wide 1', 'wide 2', 'narrow', 'wide 3'].map((name) => task(started, name));
	const results = tasks.map(
		async ({ run }, index) => await limiter.run(index === 2 ? 1 : 3, undefined, run),
	);
	await nextTurn();
	expect(started).toEqual(['wide 1', 'wide 2']);
	tasks[0].end();
	tasks[1].end();
	await nextTurn();
	expect(started).toEqual(['wide 1', 'wide 2', 'narrow', 'wide 3']);
	for (const { end } of tasks) end();
	await Promise.all(results);
	expect(limiter.idle).toBe(true);
});

function abortable() {
	const controller = new AbortController();
	return { signal: controller.signal, abort: () => controller.abort(new Error('stopped')) };
}
