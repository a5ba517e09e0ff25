import type { CurrentUser, Self } from '../shared/apiTypes';
import { cachedPerRun } from './runCache';
import { request } from './request';
import type { Sender } from './session';

/**
 * The credential's user, from `users/me/` (allowed for every token): read once for all items of a run.
 * @throws NodeApiError see exchange()
 */
export async function currentUser(sender: Sender): Promise<CurrentUser> {
	return await cachedPerRun(sender, 'own user', async () => {
		const { user } = await request<Self>(sender, { url: '/core/users/me/' }, { permissions: [] });
		return user;
	});
}
