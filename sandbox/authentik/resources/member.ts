import type { Call } from '../../core/call';
import type { UserRow } from '../../core/state/models';
import { Crash, detail } from '../../drf/errors';
import { TEXTS } from '../../drf/messages';
import { isPermitted } from '../../drf/permissions';

/** The user that a body names by `pk`, if the caller may see it. */
export function userInBody(body: unknown, call: Call): UserRow {
	const { pk } = (body ?? {}) as { pk?: unknown };
	if (pk !== undefined && !/^\d+$/.test(String(pk))) throw new Crash('no key');
	const user = call.authentik.state.users.get(Number(pk));
	if (!user || !isPermitted(call, 'authentik_core.view_user', user.pk))
		throw detail(404, TEXTS.notFound);
	return user;
}
