import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Publishes a workflow as the editor does, and waits until its triggers work.
 * @param rest see signIn()
 * @throws Error with what n8n says of a trigger that does not
 */
export async function publish(rest, id) {
	const { versionId } = await rest('GET', `/workflows/${id}`);
	await rest('POST', `/workflows/${id}/activate`, { versionId });
	const { triggers } = await settled(rest, id);
	const failed = triggers.find(({ status }) => status === 'failed');
	if (failed) throw new Error(failed.errorMessage);
}

/** Takes a workflow back as the editor does, and waits until its triggers are gone. */
export async function unpublish(rest, id) {
	await rest('POST', `/workflows/${id}/deactivate`, {});
	await settled(rest, id);
}

/** n8n answers before it has set triggers up or taken them down, unless its publication service is off. */
async function settled(rest, id) {
	const { useWorkflowPublicationService: isLater } = await rest('GET', '/settings');
	while (isLater) {
		const publication = await rest('GET', `/workflows/${id}/publication-status`);
		if (publication.status !== 'in_progress') return publication;
		await sleep(50);
	}
	return { triggers: [] };
}
