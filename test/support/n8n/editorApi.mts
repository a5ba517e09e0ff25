/**
 * What the tests ask of the editor's own API, which differs between versions of n8n. `rest` is that of
 * signIn().
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { ExecutionStatus, INode } from 'n8n-workflow';

import { isOlderThan } from './install.mts';
import type { Rest } from './session.mts';

const PAGE = 100;

/** An execution in the list of the editor. */
export interface Execution {
	id: string;
	status: ExecutionStatus;
	/** null as long as it has not begun. */
	startedAt: string | null;
}

interface Publication {
	status?: string;
	triggers: Array<{ status: string; errorMessage: string }>;
}

/**
 * Publishes a workflow as the editor does, and waits until its triggers work. Before n8n 2, that was
 * called to activate it.
 * @throws Error with what n8n says of a trigger that does not
 */
export async function publish(rest: Rest, id: string): Promise<void> {
	const versionId = await versionOf(rest, id);
	if (isOlderThan('2')) {
		await rest('PATCH', `/workflows/${id}`, { active: true, versionId });
		return;
	}
	await rest('POST', `/workflows/${id}/activate`, {
		versionId: isOlderThan('2.11') ? await saved(rest, id) : versionId,
	});
	const { triggers } = await settled(rest, id);
	const failed = triggers.find(({ status }) => status === 'failed');
	if (failed) throw new Error(failed.errorMessage);
}

/**
 * Saves a workflow as somebody does who moves a node. n8n 2.0 publishes only what was saved with a change in the
 * editor, not what was imported.
 */
async function saved(rest: Rest, id: string) {
	const path = `/workflows/${id}`;
	const { nodes, versionId } = await rest<{ nodes: INode[]; versionId: string }>('GET', path);
	nodes[0].position[0] += 20;
	return (await rest<{ versionId: string }>('PATCH', path, { nodes, versionId })).versionId;
}

/** Takes a workflow back as the editor does, and waits until its triggers are gone. */
export async function unpublish(rest: Rest, id: string): Promise<void> {
	if (isOlderThan('2')) {
		const versionId = await versionOf(rest, id);
		await rest('PATCH', `/workflows/${id}`, { active: false, versionId });
		return;
	}
	await rest('POST', `/workflows/${id}/deactivate`, {});
	await settled(rest, id);
}

async function versionOf(rest: Rest, id: string) {
	return (await rest<{ versionId: string }>('GET', `/workflows/${id}`)).versionId;
}

/** n8n answers before it has set triggers up or taken them down, unless its publication service is off. */
async function settled(rest: Rest, id: string): Promise<Publication> {
	const settings = await rest<{ useWorkflowPublicationService?: boolean }>('GET', '/settings');
	while (settings.useWorkflowPublicationService) {
		const publication = await rest<Publication>('GET', `/workflows/${id}/publication-status`);
		if (publication.status !== 'in_progress') return publication;
		await sleep(50);
	}
	return { triggers: [] };
}

/**
 * The executions of a workflow, newest first. Those that have not begun are not told completely when
 * there are more than a page of them.
 */
export async function executionsOf(rest: Rest, workflowId: string): Promise<Execution[]> {
	const found = new Map<string, Execution>();
	// n8n 2.41 has a cursor, which loses rows between pages: it orders by time and cuts by ID.
	for (let startedBefore: string | null | undefined; ; ) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, startedBefore }));
		const { results } = await rest<{ results: Execution[] }>(
			'GET',
			`/executions?limit=${PAGE}&filter=${filter}`,
		);
		const fresh = results.filter(({ id }) => !found.has(id));
		for (const execution of fresh) found.set(execution.id, execution);
		startedBefore = results.at(-1)?.startedAt;
		if (results.length < PAGE || fresh.length === 0 || !startedBefore) return [...found.values()];
	}
}
