import type { Authentik } from '../../core/call';
import type { Dictionary } from '../../core/state/models';
import { now, stamp, uuid } from '../../core/state/state';
import type { LogLine, SystemTaskRow } from '../../core/state/task-models';
import { line, type Notes } from '../../core/tasks/log';
import { slugOf } from './full';
import { failureOf, pagesOf, syncPage, type Page } from './page';
import { attachedProvider } from './scope';

/** How long the outcome of a run is stored. */
const REMEMBERED = 6 * 60 * 60 * 1000;

/** The lines of a run up to 2025.6, where only the last outcome of a task is stored. */
export class Lines implements Notes {
	readonly all: LogLine[] = [];

	constructor(
		private readonly logger: string,
		private readonly onto: LogLine[] = [],
	) {}

	info(event: string, attributes: Dictionary = {}): void {
		this.add('info', event, attributes);
	}

	warning(event: string, attributes: Dictionary = {}): void {
		this.add('warning', event, attributes);
	}

	private add(level: LogLine['log_level'], event: string, attributes: Dictionary): void {
		this.onto.push(line(level, this.logger, event, attributes));
		// The immediate answer has its attributes in the order in which they were given.
		this.all.push({ ...line(level, this.logger, event), attributes });
	}
}

/** The logger of a page. */
export function pageLogger({ kind }: Page): string {
	return `SCIM Provider@authentik.core.models.${kind === 'user' ? 'User' : 'Group'}`;
}

/** Queues a full sync as up to 2025.6: one task for all pages of an attached provider, silently nothing for others. */
export function queueClassicSync(provider: number, authentik: Authentik): void {
	authentik.tasks.enqueue({
		actor: 'scim_sync',
		work: async () => await runClassicSync(provider, authentik),
	});
}

async function runClassicSync(pk: number, authentik: Authentik): Promise<void> {
	const { state } = authentik;
	const provider = attachedProvider(state, pk);
	if (!provider || !state.syncing.take(pk)) return;
	const started = Date.now();
	const messages: LogLine[] = [];
	const notes = new Lines('scim_sync', messages);
	notes.info('Starting full provider sync');
	let failure: unknown;
	for (const kind of ['user', 'group'] as const) {
		notes.info(`Syncing ${kind}s`);
		for (const page of failure === undefined ? pagesOf(kind, provider, authentik) : []) {
			const lines = new Lines(pageLogger(page), messages);
			failure ??= await failureOf(syncPage(provider, page, authentik, lines));
		}
	}
	state.syncing.release(pk);
	if (failure !== undefined) messages.push(line('error', 'scim_sync', String(failure)));
	remember({
		provider: pk,
		name: 'scim_sync',
		uid: slugOf(provider.name),
		description: 'Run full sync for SCIM provider',
		start_timestamp: stamp(started),
		finish_timestamp: now(),
		duration: (Date.now() - started) / 1000,
		status: failure === undefined ? 'successful' : 'error',
		messages,
		expires: stamp(Date.now() + REMEMBERED),
	});

	function remember(row: Omit<SystemTaskRow, 'pk'>): void {
		const before = state.systemTasks.find(({ uid }) => uid === row.uid);
		state.systemTasks.add({ ...row, pk: before?.pk ?? uuid() });
	}
}
