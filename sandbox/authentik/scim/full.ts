import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds, isVersion } from '../../core/releases';
import type { LinkRow, ScimProviderRow } from '../../core/state/models';
import type { Related, TaskRow } from '../../core/state/task-models';
import type { TaskLog } from '../../core/tasks/log';
import { secondsOf } from '../../core/time';
import { actorName } from './actors';
import { ScimClient } from './client';
import { discover } from './discovery';
import { DryRunRejected, NotFound, TransientFailure } from './errors';
import { linksOf } from './links';
import { failureOf, pagesOf, syncPage, type Page } from './page';
import type { Kind } from './schema';
import { attachedProvider, isInScope } from './scope';
import { removeObject } from './users';

const NO_PROVIDER = 'No provider found. Is it assigned to an application?';

/**
 * Queues a full sync (2025.8 and later): one task that starts others, a page each, and waits for them on its thread.
 */
export function queueFullSync(provider: number, related: Related, authentik: Authentik): TaskRow {
	return authentik.tasks.enqueue({
		actor: actorName('scim_sync'),
		uid: earlyName(provider, '', authentik),
		related,
		work: async (log, task) => await runFullSync(provider, task, authentik, log),
	});
}

/** Queues the sync of a page, or of a single object. */
export function queuePage(
	provider: number,
	page: Page,
	options: { related?: Related; overrideDryRun?: boolean },
	authentik: Authentik,
): TaskRow {
	const { related, overrideDryRun = false } = options;
	const isNamed = holds(authentik.release, BEHAVIOUR.tasksAreNamedEarly);
	const part = isNamed && page.only !== undefined ? `${page.only}:manual` : page.number;
	const suffix = `:${page.kind}:${part}`;
	return authentik.tasks.enqueue({
		actor: actorName('scim_sync_objects'),
		uid: earlyName(provider, suffix, authentik),
		related,
		async work(log) {
			const row = attachedProvider(authentik.state, provider);
			if (!row) return log.warning(NO_PROVIDER);
			if (!isNamed) log.name(`${slugOf(row.name)}${suffix}`);
			const seen = overrideDryRun ? { ...row, dry_run: false } : row;
			await syncPage(seen, page, authentik, log);
		},
	});
}

/** A name as Django puts it into an address. */
export function slugOf(name: string): string {
	return name
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/[-\s]+/g, '-');
}

async function runFullSync(
	provider: number,
	task: TaskRow,
	authentik: Authentik,
	log: TaskLog,
): Promise<void> {
	const { state, tasks } = authentik;
	const row = attachedProvider(state, provider);
	if (!row) return log.warning(NO_PROVIDER);
	if (!holds(authentik.release, BEHAVIOUR.tasksAreNamedEarly)) log.name(slugOf(row.name));
	log.info('Starting full provider sync');
	if (!state.syncing.take(provider))
		return log.info('Synchronization is already running. Skipping.');
	try {
		if (holds(authentik.release, BEHAVIOUR.discovers)) await discover(row, authentik);
		for (const kind of ['user', 'group'] as const) {
			const pages = pagesOf(kind, row, authentik);
			const queued = pages.map((page) =>
				queuePage(provider, page, { related: task.related }, authentik),
			);
			// authentik/lib/sync/outgoing/tasks.py: pages x sync_page_timeout x 1.5
			await tasks.wait(queued, queued.length * pageTimeout(row, authentik) * 1.5, task);
		}
		if (isVersion(authentik.version, '2026.2.2')) await cleanUp(row, authentik, log);
	} finally {
		state.syncing.release(provider);
	}
}

/** How long the task of a page may take, in milliseconds. */
function pageTimeout(row: ScimProviderRow, { release }: Authentik): number {
	const isSet = holds(release, BEHAVIOUR.syncPagesHaveSizes);
	return secondsOf(isSet ? row.sync_page_timeout : 'minutes=30') * 1000;
}

/** Deletes at the target what the provider no longer syncs. */
async function cleanUp(
	provider: ScimProviderRow,
	authentik: Authentik,
	log: TaskLog,
): Promise<void> {
	for (const kind of ['user', 'group'] as const) {
		const client = await ScimClient.open(provider, authentik).catch((error: unknown) => {
			if (error instanceof TransientFailure) return undefined;
			throw error;
		});
		if (!client) continue;
		for (const { scim_id: id } of staleLinks(kind, provider, authentik)) {
			const failure = await failureOf(removeObject(client, kind, id));
			if (failure === undefined) log.info(`Deleted out-of-scope ${kind}`, { scim_id: id });
			else if (!(failure instanceof NotFound || failure instanceof DryRunRejected)) throw failure;
		}
	}
}

function staleLinks(kind: Kind, provider: ScimProviderRow, authentik: Authentik): LinkRow[] {
	return linksOf(authentik.state, kind)
		.all()
		.filter((link) => link.provider === provider.pk)
		.filter((link) => !isInScope(kind, link.object, provider, authentik));
}

/** A task's name where it is set when the task is created; in older releases, the task itself sets it. */
function earlyName(provider: number, suffix: string, authentik: Authentik): string | undefined {
	if (!holds(authentik.release, BEHAVIOUR.tasksAreNamedEarly)) return undefined;
	return `${authentik.state.providers.get(provider)?.name ?? ''}${suffix}`;
}
