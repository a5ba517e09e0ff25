import type { Authentik } from '../../core/call';
import { BEHAVIOUR, holds, isVersion } from '../../core/releases';
import type { ScimProviderRow } from '../../core/state/models';
import type { Work } from '../../core/tasks/queue';
import { actorName } from './actors';
import { ScimClient } from './client';
import { DryRunRejected, NotFound, Skipped, StopSync } from './errors';
import { changeMembers, writeGroup } from './groups';
import { dropLinks, linksOf } from './links';
import { failureOf } from './page';
import type { Kind } from './schema';
import { attachedProvider, attachedProviders, isInScope } from './scope';
import { relatedTo } from './start';
import { removeObject, writeUser } from './users';

/** What users and groups have in common here. */
interface Saved {
	pk: string | number;
}

/** A user or group was saved: every provider syncs it. */
export function saved(kind: Kind, { pk }: Saved, authentik: Authentik): void {
	forEachProvider('direct', `${kind}:${pk}:direct`, authentik, async (provider) => {
		const { users, groups } = authentik.state;
		const user = kind === 'user' ? users.get(Number(pk)) : undefined;
		const group = kind === 'group' ? groups.get(String(pk)) : undefined;
		if (!user && !group) return;
		const client = await ScimClient.open(provider, authentik);
		if (!isInScope(kind, pk, provider, authentik)) return;
		if (user) await writeUser(client, user);
		if (group) await writeGroup(client, group);
	});
}

/** Users joined a group, or left it. */
export function membersChanged(
	group: string,
	op: 'add' | 'remove',
	users: number[],
	authentik: Authentik,
): void {
	if (users.length === 0) return;
	forEachProvider('m2m', `group:${group}:m2m`, authentik, async (provider) => {
		const row = authentik.state.groups.get(group);
		if (!row || !isInScope('group', group, provider, authentik)) return;
		await changeMembers(await ScimClient.open(provider, authentik), row, op, users);
	});
}

/** A user or group is being deleted: at the targets as well, in the releases that support it. */
export function deleted(kind: Kind, { pk }: Saved, authentik: Authentik): void {
	const { state } = authentik;
	const links = linksOf(state, kind)
		.all()
		.filter(({ object }) => object === pk);
	dropLinks(state, kind, ({ object }) => object === pk);
	if (!pushesDeletions(authentik)) return saved(kind, { pk }, authentik);
	for (const { provider, scim_id: id } of links) {
		const work = providerWork(provider, authentik, async (row) => {
			const client = await ScimClient.open(row, authentik);
			const failure = await failureOf(removeObject(client, kind, id));
			if (failure !== undefined && !(failure instanceof NotFound)) throw failure;
		});
		enqueue('scim_sync_delete', provider, `${kind}:${id}:delete`, authentik, work);
	}
}

/** From 2025.8 to 2025.12.1 the object was gone before the worker looked it up. */
function pushesDeletions({ release, version }: Authentik): boolean {
	return !holds(release, BEHAVIOUR.schedules) || isVersion(version, '2025.12.2');
}

function forEachProvider(
	how: 'direct' | 'm2m',
	uid: string,
	authentik: Authentik,
	sync: (provider: ScimProviderRow) => Promise<void>,
): void {
	const start = async () => {
		for (const { pk } of attachedProviders(authentik.state))
			enqueue(`scim_sync_${how}`, pk, uid, authentik, providerWork(pk, authentik, sync));
	};
	if (!holds(authentik.release, BEHAVIOUR.schedules)) return void start();
	authentik.tasks.enqueue({ actor: actorName(`scim_sync_${how}_dispatch`), work: start });
}

function enqueue(
	actor: 'scim_sync_direct' | 'scim_sync_m2m' | 'scim_sync_delete',
	provider: number,
	uid: string,
	authentik: Authentik,
	work: Work,
): void {
	const name = authentik.state.providers.get(provider)?.name ?? '';
	const isNamed = holds(authentik.release, BEHAVIOUR.tasksAreNamedEarly);
	authentik.tasks.enqueue({
		actor: actorName(actor),
		uid: isNamed ? `${name}:${uid}` : undefined,
		related: relatedTo(provider),
		work,
	});
}

/** Works on a provider that is attached; excluding an object is not a failure. */
function providerWork(
	pk: number,
	authentik: Authentik,
	sync: (provider: ScimProviderRow) => Promise<void>,
): Work {
	return async (log) => {
		const provider = attachedProvider(authentik.state, pk);
		if (!provider) return log.warning('No provider found. Is it assigned to an application?');
		const failure = await failureOf(sync(provider));
		const isFine =
			failure === undefined ||
			[DryRunRejected, StopSync, Skipped].some((kind) => failure instanceof kind);
		if (!isFine) throw failure;
	};
}
