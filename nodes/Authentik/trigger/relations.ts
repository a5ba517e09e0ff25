import type { LoggedEvent } from '../shared/apiTypes';
import type { Memory } from './memory';
import { memoryKey } from './memory';

/**
 * Whether an update of a user or group changes its relations, such as the members. authentik logs that like any other
 * update of the object (authentik/events/middleware.py: post_save and m2m_changed), so this depends on the request: the
 * calls for one member and the creation of a group update nothing else. If a request saves the whole object (a new user
 * is saved twice), every update but the first changes relations.
 */
export function noteUpdate(event: LoggedEvent, memory: Memory): boolean {
	const { model, http_request: request } = event.context;
	if (event.action !== 'model_updated' || !model || !request) return false;
	const { path = '', method, request_id } = request;
	if (method === 'POST' && path.includes('/api/v3/core/groups/')) return true;
	if (request_id === undefined) return false;
	// The same event may arrive more than once.
	return memory.add(memoryKey('updated', request_id, String(model.pk)), event.pk) !== event.pk;
}
