import { has } from '../../../core/call';
import { describe, record, recordModel } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { TokenRow } from '../../../core/state/models';
import { text } from '../../../drf/fields';
import { Serializer } from '../../../drf/serializer';
import type { Action } from '../../../drf/viewset';
import { tokenLabel } from '../../tokens/tokens';

const APP = 'authentik.core.api.tokens';
const MODEL = 'authentik_core.token';

/** Shows a token's key, and logs it. */
export const viewKey: Action<TokenRow> = {
	path: 'view_key/',
	method: 'GET',
	permission: 'authentik_core.view_token_key',
	isUnfiltered: true,
	run(row, call) {
		const secret = describe(MODEL, { pk: row.pk, name: tokenLabel(row) });
		record(call, 'secret_view', { app: APP, context: { secret } });
		return { status: 200, body: { key: row.key } };
	},
};

const keyBody = new Serializer<{ key: string }>({ key: text({}) });

/** Changes a token's key. Up to 2025.10 a missing one was refused without an explanation. */
export const setKey: Action<TokenRow> = {
	path: 'set_key/',
	method: 'POST',
	permission: 'authentik_core.set_token_key',
	isUnfiltered: true,
	run(row, call) {
		const sent = has(call, BEHAVIOUR.memberBodiesAreChecked)
			? keyBody.read(call.body(), call, 'create')
			: call.body();
		const { key } = (sent ?? {}) as { key?: unknown };
		if (!key) return { status: 400 };
		row.key = String(key);
		const named = { pk: row.pk, name: tokenLabel(row) };
		recordModel(call, 'updated', MODEL, named);
		record(call, 'model_updated', { app: APP, context: { model: describe(MODEL, named) } });
		return { status: 204 };
	},
};
