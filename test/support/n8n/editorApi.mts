/**
 * The tests' requests to the editor's own API, which differs between versions of n8n. `rest` is that of signIn().
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { parse } from 'flatted';
import type { ExecutionStatus, INode } from 'n8n-workflow';
import { ExecutionStatusList } from 'n8n-workflow';

import type { Credential, ExportedWorkflow, Run } from './exports.mts';
import { isOlderThan } from './install.mts';
import type { Rest } from './session.mts';
import { RestError } from './session.mts';

const PAGE = 100;
const UNFINISHED: ExecutionStatus[] = ['new', 'running', 'waiting'];

/** An execution in the list of the editor. */
export interface Execution {
	id: string;
	status: ExecutionStatus;
	/** null until it has started. */
	startedAt: string | null;
}

interface Publication {
	status?: string;
	triggers: Array<{ status: string; errorMessage: string }>;
}

/**
 * Saves a credential as the editor does.
 * @param known the ID that n8n has assigned before, if any
 * @returns the ID that n8n assigns
 */
export async function saveCredential(
	rest: Rest,
	{ name, type, data }: Credential,
	known?: string,
): Promise<string> {
	const path = known === undefined ? '/credentials' : `/credentials/${known}`;
	const method = known === undefined ? 'POST' : 'PATCH';
	return (await rest<{ id: string }>(method, path, { name, type, data })).id;
}

/** Saves a workflow as the editor does. A new one keeps its ID from n8n 2.11 on. */
export async function save(rest: Rest, workflow: ExportedWorkflow): Promise<void> {
	const versionId = await ifFound(versionOf(rest, workflow.id));
	if (!versionId) await rest('POST', '/workflows', workflow);
	else await rest('PATCH', `/workflows/${workflow.id}`, { ...workflow, versionId });
}

/**
 * Publishes a workflow as the editor does, and waits until its triggers work. Before n8n 2, publishing was called
 * activating.
 * @throws Error with n8n's message about a trigger that does not
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
 * Saves a workflow as if a node had been moved. n8n 2.0 publishes only what was saved with a change in the editor, not
 * what was imported.
 */
async function saved(rest: Rest, id: string) {
	const path = `/workflows/${id}`;
	const { nodes, versionId } = await rest<{ nodes: INode[]; versionId: string }>('GET', path);
	nodes[0].position[0] += 20;
	return (await rest<{ versionId: string }>('PATCH', path, { nodes, versionId })).versionId;
}

/** Unpublishes a workflow as the editor does, and waits until its triggers are gone. */
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

/** n8n answers before it has set triggers up or removed them, unless its publication service is off. */
async function settled(rest: Rest, id: string): Promise<Publication> {
	for (;;) {
		const publication = await ifFound(
			rest<Publication>('GET', `/workflows/${id}/publication-status`),
		);
		if (publication?.status !== 'in_progress') return publication ?? { triggers: [] };
		await sleep(50);
	}
}

async function ifFound<T>(asking: Promise<T>): Promise<T | undefined> {
	try {
		return await asking;
	} catch (error) {
		if (error instanceof RestError && error.status === 404) return undefined;
		throw error;
	}
}

/**
 * The executions of a workflow, newest first. Those that have not started are incomplete if there is more than a page
 * of them.
 */
export async function executionsOf(rest: Rest, workflowId: string): Promise<Execution[]> {
	const found = new Map<string, Execution>();
	// Without a status, n8n searches running and ended ones at once, and misses one that ends in between.
	const status = ExecutionStatusList;
	// n8n 2.41 has a cursor, which loses rows between pages: it orders by time and cuts by ID.
	for (let startedBefore: string | null | undefined; ; ) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status, startedBefore }));
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

/** The progress of an execution, and what happened in it, as n8n stores it: JSON with references (flatted). */
export async function executionOf(rest: Rest, id: string): Promise<Execution & { data: string }> {
	return await rest('GET', `/executions/${id}`);
}

/**
 * Runs a workflow as the editor does, from its first trigger, and waits for its end.
 * @returns what the editor shows of it
 */
export async function runManually(rest: Rest, id: string): Promise<Run> {
	const workflow = await rest<{ nodes: INode[] }>('GET', `/workflows/${id}`);
	const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type));
	const { executionId } = await rest<{ executionId: string }>('POST', `/workflows/${id}/run`, {
		triggerToStartFrom: { name: trigger?.name },
		// Later versions run what is saved, and refuse this.
		...(isOlderThan('2.11') && { workflowData: workflow }),
	});
	// For a request for the execution itself, n8n 2.20 fails until it has started.
	const isFinished = async () =>
		(await executionsOf(rest, id)).some(
			(one) => one.id === executionId && !UNFINISHED.includes(one.status),
		);
	while (!(await isFinished())) await sleep(50);
	const { data } = await executionOf(rest, executionId);
	return (parse(data) as { resultData: Run }).resultData;
}
