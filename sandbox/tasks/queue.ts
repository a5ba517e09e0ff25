import { sleep } from 'n8n-workflow';

import { now, stamp, uuid, type Table } from '../state';
import { TaskLog } from './log';
import type { Related, TaskRow } from './rows';

/** What a task does. Throwing makes it be tried again later. */
export type Work = (log: TaskLog) => Promise<void>;

export interface NewTask {
	actor: string;
	uid?: string;
	related?: Related;
	work: Work;
	/** Need not wait for the task before it: it only waits for others, or has workers of its own. */
	isConcurrent?: boolean;
	/** Is a full sync, which keeps its thread while the tasks of its pages need others. */
	isFullSync?: boolean;
}

/** What the worker is doing, for tests. */
export interface WorkerState {
	/** How many threads are taken. */
	busy: number;
	/** How many tasks are not finished: waiting, running, or to be tried again. */
	unfinished: number;
	/** How many full syncs are running now, and how many were at the most. */
	fullSyncs: number;
	maxFullSyncs: number;
}

/** How often a failing task is tried again, and how long the first pause is; each doubles the last. */
const RETRIES = 5;
const FIRST_PAUSE = 10_000;

/** How long a request or a closing sandbox may take to notice, in milliseconds. */
const STEP = 20;

/**
 * The worker of authentik, in the background. Every task takes one of its threads while it runs (2 in
 * authentik/lib/default.yml). A full sync keeps its thread while the tasks of its pages run, so that as many
 * full syncs as there are threads block all work until the wait of one runs out.
 * Left out: several worker processes, priorities, and the cost of a task.
 */
export class TaskQueue {
	isClosed = false;
	readonly worker: WorkerState = { busy: 0, unfinished: 0, fullSyncs: 0, maxFullSyncs: 0 };
	private readonly waiting: Array<() => void> = [];
	private turn: Promise<void> = Promise.resolve();
	private readonly works = new Map<string, NewTask>();
	private readonly ends = new Map<string, Promise<void>>();
	private idle: Array<() => void> = [];

	constructor(
		private readonly rows: Table<TaskRow>,
		/** Who tells what happens to a task. */
		private readonly machinery: string,
		private readonly timeScale: number,
		private readonly threads: number,
	) {}

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

	/** Does a finished task once more. */
	again(row: TaskRow): void {
		this.requeue(row, null);
		this.begin(row);
	}

	/**
	 * Resolves when the tasks are done or given up. One that was deleted before it began never ends.
	 * @param milliseconds how long to wait in authentik
	 * @throws Error when the time is up
	 */
	async ended(tasks: TaskRow[], milliseconds: number): Promise<void> {
		let left = tasks.length;
		for (const { pk } of tasks) void this.ends.get(pk)?.then(() => (left -= 1));
		const until = Date.now() + milliseconds * this.timeScale;
		while (left > 0 && !this.isClosed) {
			if (Date.now() > until) throw new Error('the wait for the tasks of the pages timed out');
			await sleep(1);
		}
	}

	/** Resolves when nothing is queued or running. */
	async settled(): Promise<void> {
		if (this.worker.unfinished > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
	}

	/** Gives up what has not begun. */
	close(): void {
		this.isClosed = true;
		this.waiting.splice(0).forEach((start) => start());
	}

	private begin(row: TaskRow): void {
		this.worker.unfinished += 1;
		const end = new Promise<void>((resolve) => {
			void this.run(row).then((isFinished) => {
				if (isFinished) resolve();
				this.worker.unfinished -= 1;
				if (this.worker.unfinished > 0) return;
				const waiting = this.idle;
				this.idle = [];
				waiting.forEach((settle) => settle());
			});
		});
		this.ends.set(row.pk, end);
	}

	/** Works on a task until it is done or given up; false when it was deleted before it began. */
	private async run(row: TaskRow): Promise<boolean> {
		const task = this.works.get(row.pk) as NewTask;
		for (;;) {
			await this.takeThread();
			if (!this.rows.get(row.pk)) {
				this.giveThread();
				return false;
			}
			const failure = await (
				task.isConcurrent
					? this.attempt(row, task)
					: this.exclusively(async () => await this.attempt(row, task))
			).finally(() => this.giveThread());
			if (this.isClosed) return true;
			row.mtime = now();
			if (failure === undefined || row.retries >= RETRIES) {
				row.state = failure === undefined ? 'done' : 'rejected';
				return true;
			}
			const delay = FIRST_PAUSE * 2 ** row.retries;
			row.retries += 1;
			row.eta = stamp(Date.now() + delay);
			this.requeue(row, delay);
			await this.pause(delay * this.timeScale);
		}
	}

	/** Resolves when a thread is free; first come, first served. */
	private async takeThread(): Promise<void> {
		if (this.worker.busy < this.threads) this.worker.busy += 1;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	/** Hands the thread over to the task that waits longest. */
	private giveThread(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.worker.busy -= 1;
	}

	/** One try; what it fails with, or undefined. */
	private async attempt(row: TaskRow, { work, isFullSync }: NewTask): Promise<unknown> {
		// No request sees its task begin: a worker has to notice it first.
		await sleep(1);
		if (this.isClosed) return undefined;
		const log = this.logOf(row);
		row.state = 'running';
		row.mtime = now();
		log.middleware('Task is being processed');
		const { worker } = this;
		if (isFullSync) worker.fullSyncs += 1;
		worker.maxFullSyncs = Math.max(worker.maxFullSyncs, worker.fullSyncs);
		try {
			await work(log);
			log.middleware('Task finished processing without errors');
			return undefined;
		} catch (error) {
			log.failed(error);
			return error ?? 'failed';
		} finally {
			if (isFullSync) worker.fullSyncs -= 1;
		}
	}

	private requeue(row: TaskRow, delay: number | null): void {
		row.previous.push(...row.logs);
		row.logs = [];
		row.state = 'queued';
		this.logOf(row).middleware('Task will be retried', { delay });
	}

	/** Does a piece of work when the work before it is done. */
	async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = this.turn.then(work);
		this.turn = result.then(
			() => undefined,
			() => undefined,
		);
		return await result;
	}

	/** Waits in small steps, so that a closed sandbox keeps nobody waiting. */
	private async pause(milliseconds: number): Promise<void> {
		const end = Date.now() + milliseconds;
		for (let left = milliseconds; left > 0 && !this.isClosed; left = end - Date.now())
			await sleep(Math.min(left, STEP));
	}

	private logOf(row: TaskRow): TaskLog {
		return new TaskLog(row, this.machinery);
	}
}
