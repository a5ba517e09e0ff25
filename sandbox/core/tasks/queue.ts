import { sleep } from 'n8n-workflow';

import { now, stamp, uuid, type Table } from '../state/state';
import type { Related, TaskRow } from '../state/task-models';
import { WorkerPool } from '../worker-pool';
import { taskUid, TaskLog } from './log';

/** The work of a task. An exception makes it retry later. */
export type Work = (log: TaskLog, row: TaskRow) => Promise<void>;

export interface NewTask {
	actor: string;
	uid?: string;
	related?: Related;
	work: Work;
}

/** How often a failing task is retried, and the first pause; each one is twice the last. */
const RETRIES = 5;
const FIRST_PAUSE = 10_000;

/** A task did not end while another one waited for it. */
class ResultTimeout extends Error {}

/** A task that another one waited for failed. */
class ResultFailure extends Error {}

/**
 * The worker: one pool of threads for all background work (syncs, event rules, webhooks). A task keeps its thread until
 * it ends, also while it waits for tasks that it started itself: as many concurrent full syncs as there are threads (2
 * in authentik/lib/default.yml) block everything, since the pages that they wait for get no thread, until a wait times
 * out. A task that waits for a retry has no thread. Not simulated: multiple worker processes, priorities, and the time
 * limit of a single task.
 */
export class TaskQueue {
	isClosed = false;
	/** How many tasks wait for a thread, have one, or will be retried. */
	unfinished = 0;
	private readonly threads: WorkerPool;
	private readonly works = new Map<string, NewTask>();
	private readonly ends = new Map<string, Promise<void>>();
	/** The tasks that are being worked on, as opposed to those that wait. */
	private readonly active = new Set<TaskRow>();
	private idle: Array<() => void> = [];

	/**
	 * @param machinery the logger of what happens to a task
	 * @param timeScale the duration of authentik's pauses and waits here: 1 is real time
	 * @param threads how many tasks can run at the same time
	 */
	constructor(
		private readonly rows: Table<TaskRow>,
		private readonly machinery: string,
		private readonly timeScale: number,
		threads: number,
	) {
		this.threads = new WorkerPool(threads);
	}

	/** How many threads have a task. */
	get busy(): number {
		return this.threads.busy;
	}

	/** Queues a task; it starts a moment later. */
	enqueue(task: NewTask): TaskRow {
		const row = this.rows.add({
			pk: uuid(),
			actor_name: task.actor,
			uid: task.uid,
			related: task.related,
			state: 'queued',
			mtime: now(),
			retries: 0,
			eta: null,
			logs: [],
			previous: [],
		});
		this.works.set(row.pk, task);
		this.logOf(row).middleware('Task has been queued', { delay: null });
		this.begin(row);
		return row;
	}

	/** Repeats a finished task. */
	again(row: TaskRow): void {
		this.requeue(row, null);
		this.begin(row);
	}

	/** Resolves when the task is done, has failed or is deleted. */
	async ended({ pk }: TaskRow): Promise<void> {
		await this.ends.get(pk);
	}

	/**
	 * Waits for other tasks, on the thread of the task that waits. One that is deleted meanwhile has no result, so the
	 * wait lasts until it times out.
	 * @param limit milliseconds in authentik
	 * @throws ResultTimeout when the wait times out
	 * @throws ResultFailure when one of them has failed
	 */
	async wait(tasks: TaskRow[], limit: number, waiting: TaskRow): Promise<void> {
		let isOver = false;
		const ends = tasks.map(async (task) => await this.ended(task));
		void Promise.all(ends).then(() => (isOver = !tasks.some((row) => this.isGone(row))));
		this.active.delete(waiting);
		await this.pause(limit * this.timeScale, { step: 1, isOver: () => isOver });
		this.active.add(waiting);
		if (!isOver) throw new ResultTimeout(tasks.map(taskUid).join(', '));
		if (tasks.some(({ state }) => state !== 'done'))
			throw new ResultFailure('actor raised an exception');
	}

	/** Whether a task is being worked on now: not while it waits for a thread or for others. */
	isActive(row: TaskRow): boolean {
		return this.active.has(row);
	}

	/** Resolves when nothing is queued or running. */
	async settled(): Promise<void> {
		if (this.unfinished > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
	}

	/** Drops what has not started. */
	close(): void {
		this.isClosed = true;
	}

	private begin(row: TaskRow): void {
		this.unfinished += 1;
		const end = this.run(row).finally(() => {
			this.unfinished -= 1;
			if (this.unfinished > 0) return;
			const waiting = this.idle;
			this.idle = [];
			waiting.forEach((resolve) => resolve());
		});
		this.ends.set(row.pk, end);
	}

	private async run(row: TaskRow): Promise<void> {
		const task = this.works.get(row.pk) as NewTask;
		for (;;) {
			let failure: unknown;
			await this.threads.run(async () => void (failure = await this.attempt(row, task)));
			if (this.isClosed || this.isGone(row)) return;
			row.mtime = now();
			if (failure === undefined || row.retries >= RETRIES) {
				row.state = failure === undefined ? 'done' : 'rejected';
				return;
			}
			const delay = FIRST_PAUSE * 2 ** row.retries;
			row.retries += 1;
			row.eta = stamp(Date.now() + delay);
			this.requeue(row, delay);
			await this.pause(delay * this.timeScale, { step: 20, isOver: () => this.isGone(row) });
		}
	}

	/** One attempt; returns its error, or undefined. */
	private async attempt(row: TaskRow, { work }: NewTask): Promise<unknown> {
		this.active.add(row);
		try {
			// No request sees its task start: a worker has to notice it first.
			await sleep(1);
			if (this.isClosed || this.isGone(row)) return undefined;
			const log = this.logOf(row);
			row.state = 'running';
			row.mtime = now();
			log.middleware('Task is being processed');
			try {
				await work(log, row);
				log.middleware('Task finished processing without errors');
				return undefined;
			} catch (error) {
				log.failed(error);
				return error ?? 'failed';
			}
		} finally {
			this.active.delete(row);
		}
	}

	/** Whether the task was deleted along with its object. */
	private isGone({ pk }: TaskRow): boolean {
		return this.rows.get(pk) === undefined;
	}

	private requeue(row: TaskRow, delay: number | null): void {
		row.previous.push(...row.logs);
		row.logs = [];
		row.state = 'queued';
		this.logOf(row).middleware('Task will be retried', { delay });
	}

	/** Waits in small steps, so that nothing waits for a closed sandbox. */
	private async pause(
		milliseconds: number,
		{ step, isOver }: { step: number; isOver: () => boolean },
	): Promise<void> {
		const end = Date.now() + milliseconds;
		while (Date.now() < end && !this.isClosed && !isOver()) await sleep(step);
	}

	private logOf(row: TaskRow): TaskLog {
		return new TaskLog(row, this.machinery);
	}
}
