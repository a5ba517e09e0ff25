import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { Refusal } from '../../rules/refusal';
import type { Group } from '../../shared/apiTypes';
import { viewPermissions } from '../../shared/permissions';
import { hasStatus } from '../../transport/failure';
import { request } from '../../transport/request';
import { settled } from '../../transport/settled';
import type { WebhookObject } from './objects';
import { WEBHOOK_OBJECTS, NOTHING_CREATED } from './objects';

/**
 * Refuses a webhook that only n8n's own machine can call, unless authentik is on that machine too.
 * @param server root of authentik's API
 * @throws Refusal with what to set
 */
export function refuseLocalWebhook(webhookUrl: string, server: string): void {
	if (!isLoopback(webhookUrl) || isLoopback(server)) return;
	throw new Refusal(
		`authentik can't reach n8n at ${new URL(webhookUrl).origin}`,
		`Set the environment variable N8N_WEBHOOK_URL (before n8n 2.30: WEBHOOK_URL) to the URL at which authentik reaches n8n, such as https://n8n.example.com/. Restart n8n, and try again. The current URL works only on the machine or in the container that runs n8n. ${NOTHING_CREATED}`,
	);
}

function isLoopback(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { hostname } = new URL(address);
	return /^(?:(?:.+\.)?localhost|127\..+|0\.0\.0\.0|\[::1?\])\.?$/.test(hostname);
}

/**
 * Refuses to start if permissions are missing. authentik has no endpoint that lists one's permissions. So each kind is
 * listed, and sent an object with invalid content, since authentik checks permissions first. Whether objects may be
 * deleted can only be seen by deleting them.
 * @throws Refusal with all missing permissions
 */
export async function refuseMissingPermissions(
	context: IHookFunctions,
	kinds: WebhookObject[],
): Promise<void> {
	const missing: string[] = [];
	for (const kind of kinds) {
		const { url, permission, incomplete } = WEBHOOK_OBJECTS[kind];
		const view = permission('view');
		const add = permission('add');
		if (await isForbidden(context, { url, qs: { page_size: 1 } }, view)) missing.push(view);
		if (await isForbidden(context, { method: 'POST', url, body: incomplete }, add))
			missing.push(add);
	}
	if (missing.length === 0) return;
	throw new Refusal(
		`The token's user lacks permissions in authentik: ${missing.join(', ')}`,
		`Assign these permissions, and those to delete the same objects, to a role of the user under Directory > Roles in authentik. Or use authentik Poll Trigger, which only needs ${viewPermissions.event}. ${NOTHING_CREATED}`,
	);
}

/**
 * Refuses a group of receivers to which authentik would send nothing.
 * @throws Refusal if it has no direct members; NodeApiError if it can't be read
 */
export async function refuseEmptyReceiver(
	context: IHookFunctions,
	receiver: string,
): Promise<void> {
	const { name, users } = await request<Group>(
		context,
		{ url: `${WEBHOOK_OBJECTS.group.url}${receiver}/`, qs: { include_users: false } },
		{ permissions: [viewPermissions.group] },
	);
	if (users.length > 0) return;
	throw new Refusal(
		`'Receiver Group' has no direct members: "${name}"`,
		`Add a user to the group, or remove the option 'Receiver Group'. authentik sends no events to an empty group. ${NOTHING_CREATED}`,
	);
}

async function isForbidden(
	context: IHookFunctions,
	options: { url: string; method?: 'POST'; qs?: IDataObject; body?: IDataObject },
	permission: string,
): Promise<boolean> {
	const outcome = await settled(request(context, options, { permissions: [permission] }));
	if (outcome.status === 'fulfilled') return false;
	if (hasStatus(outcome.reason, 403)) return true;
	if (hasStatus(outcome.reason, 400)) return false;
	throw outcome.reason;
}
