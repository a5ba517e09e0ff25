import { sleep } from 'n8n-workflow';

import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds } from '../../core/releases';
import type { Dictionary, GroupRow, ScimProviderRow, UserRow } from '../../core/state/models';
import { exceptionOf, type Notes } from '../../core/tasks/log';
import { ScimClient } from './client';
import { DryRunRejected, Skipped, StopSync, TransientFailure } from './errors';
import { writeGroup } from './groups';
import type { Kind } from './schema';
import { groupsOf, usersOf } from './scope';
import { writeUser } from './users';

/** What one task syncs: a page of all users or groups, or a single one. */
export interface Page {
	kind: Kind;
	number: number;
	/** The key of a single object, as it was sent. */
	only?: string;
}

/** How authentik prints an object, and how its log lines identify it. */
interface Described {
	name: string;
	about: Dictionary;
	write(client: ScimClient): Promise<void>;
}

const PLURALS = { user: 'Users', group: 'Groups' };

/** The number of pages of users or groups that a provider has; at least one. */
export function pagesOf(kind: Kind, provider: ScimProviderRow, authentik: Authentik): Page[] {
	const rows = kind === 'user' ? usersOf(provider, authentik) : groupsOf(provider, authentik);
	const count = Math.max(1, Math.ceil(rows.length / sizeOf(provider, authentik)));
	return Array.from({ length: count }, (_, at) => ({ kind, number: at + 1 }));
}

/** Syncs a page, object by object. Failures are logged; a configuration error ends the page. */
export async function syncPage(
	provider: ScimProviderRow,
	page: Page,
	authentik: Authentik,
	notes: Notes,
): Promise<void> {
	const hasTasks = holds(authentik.release, BEHAVIOUR.schedules);
	if (page.only === undefined) await sleep(authentik.pageDuration);
	const client = await ScimClient.open(provider, authentik).catch((error: unknown) => {
		if (error instanceof TransientFailure) return undefined;
		throw error;
	});
	if (!client) return;
	notes.info(`Syncing page ${page.number} ${hasTasks ? 'or' : 'of'} ${PLURALS[page.kind]}`);
	for (const object of objectsOf(provider, page, authentik)) {
		const failure = await failureOf(object.write(client));
		if (failure instanceof DryRunRejected) {
			const { method, url, body } = failure;
			const details = { obj: object.about, method, url, body };
			notes.info('Dropping mutating request due to dry run', details);
		} else if (failure instanceof TransientFailure) {
			// Older releases put the kind before the name; a group's name already contains it.
			const kind = page.kind === 'user' ? 'User ' : 'Group ';
			const what = `${hasTasks ? '' : kind}${object.name}`;
			const exception = hasTasks ? { exception: exceptionOf(failure) } : {};
			const text = `Failed to sync ${what} due to transient error: ${failure.message}`;
			notes.warning(text, { obj: object.about, ...exception });
		} else if (failure instanceof StopSync) {
			notes.warning(`Stopping sync due to error: ${failure.message}`, { obj: object.about });
			return;
		} else if (failure !== undefined && !(failure instanceof Skipped)) throw failure;
	}
}

/** What a promise is rejected with; undefined if it is not. */
export async function failureOf(promise: Promise<void>): Promise<unknown> {
	return await promise.then(
		() => undefined,
		(error: unknown) => error,
	);
}

/** How log lines identify a user. */
export function aboutUser({ username, pk, email }: UserRow): Dictionary {
	return { username, pk, email };
}

function objectsOf(provider: ScimProviderRow, page: Page, authentik: Authentik): Described[] {
	const all =
		page.kind === 'user'
			? usersOf(provider, authentik).map(describedUser)
			: groupsOf(provider, authentik).map(describedGroup);
	const { only, number } = page;
	if (only !== undefined) return all.filter(({ key }) => key === only);
	const size = sizeOf(provider, authentik);
	return all.slice((number - 1) * size, number * size);
}

function sizeOf({ sync_page_size: size }: ScimProviderRow, { release }: Authentik): number {
	return holds(release, BEHAVIOUR.syncPagesHaveSizes) ? Number(size) : 100;
}

function describedUser(user: UserRow) {
	return {
		key: String(user.pk),
		name: user.username,
		about: aboutUser(user),
		write: async (client: ScimClient) => await writeUser(client, user),
	};
}

function describedGroup(group: GroupRow) {
	const { pk, name } = group;
	const hex = pk.replace(/-/g, '');
	return {
		key: pk,
		name: `Group ${name}`,
		about: { app: 'authentik_core', model_name: 'group', pk: hex, name },
		write: async (client: ScimClient) => await writeGroup(client, group),
	};
}
