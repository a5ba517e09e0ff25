import { has, type Answer, type Call } from '../../../core/call';
import { record, recordModel } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import { now } from '../../../core/state/state';
import { Refusal } from '../../../drf/errors';
import { text } from '../../../drf/fields';
import { message, TEXTS } from '../../../drf/messages';
import { Serializer } from '../../../drf/serializer';
import type { Action } from '../../../drf/viewset';
import { saved } from '../../scim/signals';

const passwordBody = new Serializer<{ password: string }>({ password: text({}) });

/** Sets a password. Up to 2025.6 the body was not checked. */
export const setPassword: Action<UserRow> = {
	path: 'set_password/',
	method: 'POST',
	permission: 'authentik_core.reset_user_password',
	isOpen: true,
	run(row, call) {
		if (has(call, BEHAVIOUR.passwordsAreChecked)) passwordBody.read(call.body(), call, 'create');
		return changePassword(row, call);
	},
};

/** Sets the hash of a password. */
export const setPasswordHash: Action<UserRow> = {
	path: 'set_password_hash/',
	method: 'POST',
	permission: 'authentik_core.reset_user_password',
	isOpen: true,
	when: BEHAVIOUR.passwordHashes,
	run(row, call) {
		passwordBody.read(call.body(), call, 'create');
		return changePassword(row, call);
	},
};

function changePassword(row: UserRow, call: Call): Answer {
	row.password_change_date = now();
	row.last_updated = now();
	record(call, 'password_set', { app: 'authentik.events.signals', user: row });
	recordModel(call, 'updated', 'authentik_core.user', row);
	saved('user', row, call.authentik);
	return { status: 204 };
}

/** Impersonates a user, which an API token can't use: it belongs to a browser session. */
export const impersonate: Action<UserRow> = {
	path: 'impersonate/',
	method: 'POST',
	permission: 'authentik_core.impersonate',
	isOpen: true,
	run(row, call) {
		const tellsReasons = has(call, BEHAVIOUR.impersonationTellsReasons);
		const { reason } = (call.body() ?? {}) as { reason?: unknown };
		if (row.pk === call.user?.pk) return { status: 401 };
		if (!reason && !tellsReasons) return { status: 401 };
		if (!reason) throw new Refusal(400, { reason: message(TEXTS.required) });
		const context = { reason };
		const app = 'authentik.core.api.users';
		record(call, 'impersonation_started', { app, context, user: row });
		return { status: tellsReasons ? 204 : 201 };
	},
};
