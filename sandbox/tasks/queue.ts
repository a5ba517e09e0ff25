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
}

/** How often a failing task is tried again, and how long the first pause is; each doubles the last. */
const RETRIES = 5;
const FIRST_PAUSE = 10_000;

/** How long a request or a closing sandbox may take to notice, in milliseconds. */
const STEP = 20;

/** The worker: does one piece of work after the other, in the background. */
export class TaskQueue {
	isClosed = false;
	private unfinished = 0;
	private turn: Promise<void> = Promise.resolve();
	private readonly works = new Map<string, NewTask>();
	private readonly ends = new Map<string, Promise<void>>();
	private idle: Array<() => void> = [];

	constructor(
		private readonly rows: Table<TaskRow>,
		/** Who tells what happens to a task. */
		private readonly machinery: string,
		private readonly timeScale: number,
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

	/** Resolves when the task is done or given up. */
	async ended({ pk }: TaskRow): Promise<void> {
		await this.ends.get(pk);
	}

	/** Resolves when nothing is queued or running. */
	async settled(): Promise<void> {
		if (this.unfinished > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
	}

	/** Gives up what has not begun. */
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
			const failure = task.isConcurrent
				? await this.attempt(row, task)
				: await this.exclusively(async () => await this.attempt(row, task));
			if (this.isClosed) return;
			row.mtime = now();
			if (failure === undefined || row.retries >= RETRIES) {
				row.state = failure === undefined ? 'done' : 'rejected';
				return;
			}
			const delay = FIRST_PAUSE * 2 ** row.retries;
			row.retries += 1;
			row.eta = stamp(Date.now() + delay);
			this.requeue(row, delay);
			await this.pause(delay * this.timeScale);
		}
	}

	/** One try; what it fails with, or undefined. */
	private async attempt(row: TaskRow, { work }: NewTask): Promise<unknown> {
		// No request sees its task begin: a worker has to notice it first.
		await sleep(1);
		if (this.isClosed) return undefined;
		const log = this.logOf(row);
		row.state = 'running';
		row.mtime = now();
		log.middleware('Task is being processed');
		try {
			await work(log);
			log.middleware('Task finished processing without errors');
			return undefined;
		} catch (error) {
			log.failed(error);
			return error ?? 'failed';
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
