import { cachedPerRun } from './runCache';
import { request } from './request';
import type { Sender } from './session';

/** Whom a credential belongs to, as far as it matters here. */
export interface CurrentUser {
	pk: number;
	username: string;
	is_superuser: boolean;
}

/**
 * The credential's user, from `users/me/` (which any token may): asked for once for all items of a run.
 * @throws NodeApiError see exchange()
 */
export async function currentUser(sender: Sender): Promise<CurrentUser> {
	return await cachedPerRun(sender, 'own user', async () => {
		const { user } = await request<{ user: CurrentUser }>(
			sender,
			{ url: '/core/users/me/' },
			{ permissions: [] },
		);
		return user;
	});
}
