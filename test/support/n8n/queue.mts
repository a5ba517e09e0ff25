import { Instance } from './instance.mts';
import type { Store } from './stores.mts';
import { startPostgres, startRedis } from './stores.mts';

/**
 * How soon n8n notices that a worker is gone, in milliseconds: its defaults are 60,000, 10,000 and 30,000. A lock still
 * lasts longer than a busy worker needs to renew it.
 */
const STALLED_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '8000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/**
 * n8n in queue mode: Redis and PostgreSQL, one main process and any number of workers, each with its own user folder
 * and its own copy of the package, as on separate machines.
 */
export class Queue {
	#stores: Store[];
	#settings: NodeJS.ProcessEnv;

	/** The address of the editor, the REST API and the webhooks; see Instance for its methods. */
	readonly main: Instance;
	/** The running ones, in the order in which they were started. */
	readonly workers: Instance[] = [];
	/** Processes that only accept webhook calls. */
	readonly webhooks: Instance[] = [];

	private constructor(main: Instance, stores: Store[], settings: NodeJS.ProcessEnv) {
		this.main = main;
		this.#stores = stores;
		this.#settings = settings;
	}

	/**
	 * Starts the stores and prepares the main process without starting it: import credentials and
	 * workflows into `main`, then start().
	 */
	static async create(): Promise<Queue> {
		const stores: Store[] = [];
		try {
			for (const start of [startPostgres, startRedis]) stores.push(await start());
			const settings: NodeJS.ProcessEnv = {
				EXECUTIONS_MODE: 'queue',
				...STALLED_SOON,
				...Object.fromEntries(stores.flatMap((store) => Object.entries(store.settings))),
			};
			return new Queue(await Instance.create({ settings: () => settings }), stores, settings);
		} catch (error) {
			await Promise.all(stores.map(async ({ stop }) => await stop()));
			throw error;
		}
	}

	/**
	 * Starts the main process, and then its workers.
	 * @param workers how many there are
	 * @param concurrency how many executions each runs at a time
	 */
	async start({ workers = 2, concurrency = 5 } = {}): Promise<void> {
		await this.main.start();
		const starts = Array.from({ length: workers }, async () => await this.addWorker(concurrency));
		await Promise.all(starts);
	}

	/** Starts one more worker. */
	async addWorker(concurrency = 5): Promise<Instance> {
		const worker = await Instance.create({
			args: ['worker', `--concurrency=${concurrency}`],
			settings: (port) => ({
				...this.#settings,
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			}),
		});
		this.workers.push(worker);
		await worker.start();
		return worker;
	}

	/** Starts a process that only accepts webhook calls. */
	async addWebhook(): Promise<Instance> {
		const webhook = await Instance.create({ args: ['webhook'], settings: () => this.#settings });
		this.webhooks.push(webhook);
		await webhook.start();
		return webhook;
	}

	/** Stops everything and removes what it wrote. */
	async remove(): Promise<void> {
		const others = [...this.workers, ...this.webhooks];
		await Promise.all(others.map(async (n8n) => await n8n.remove()));
		await this.main.remove();
		await Promise.all(this.#stores.map(async ({ stop }) => await stop()));
	}
}

/** The executions that a worker started and those that it finished, by its log. */
export async function executionsOf(
	worker: Instance,
): Promise<{ started: string[]; finished: string[] }> {
	const log = await worker.log();
	const ids = (word: string) =>
		[...log.matchAll(new RegExp(`Worker ${word} execution (\\d+) `, 'g'))].map(([, id]) => id);
	return { started: ids('started'), finished: ids('finished') };
}
