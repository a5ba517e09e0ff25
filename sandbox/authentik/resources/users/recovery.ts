import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import type { EmailStageRow, FlowRow } from '../../../core/state/signin-models';
import { stamp } from '../../../core/state/state';
import { secondsOf } from '../../../core/time';
import { Crash, Refusal } from '../../../drf/errors';
import { isDuration, text, uuidText } from '../../../drf/fields';
import { message } from '../../../drf/messages';
import { isPermitted } from '../../../drf/permissions';
import { readUuid } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import type { Action } from '../../../drf/viewset';
import { uidOf } from '../../expressions/identity';
import { addToken, usualExpiry } from '../../tokens/tokens';

interface RecoveryBody {
	token_duration?: string;
	email_stage?: string;
}

const token_duration = text({ required: false });
const linkBody = new Serializer<RecoveryBody>({ token_duration });
const mailBody = new Serializer<RecoveryBody>({ token_duration, email_stage: uuidText({}) });

const PERMISSION = 'authentik_core.reset_user_password';

/** A link with which a user can choose a new password. */
export const recovery: Action<UserRow> = {
	path: 'recovery/',
	method: 'POST',
	isUnfiltered: true,
	permission: PERMISSION,
	check: (call) => void recoveryFlow(call),
	run(row, call) {
		const takesBody = has(call, BEHAVIOUR.recoveryTakesBody);
		const values = takesBody ? linkBody.read(call.body(), call, 'create') : {};
		return { status: 200, body: { link: makeLink(row, values.token_duration, call) } };
	},
};

/** Emails such a link to the user. */
export const recoveryEmail: Action<UserRow> = {
	path: 'recovery_email/',
	method: 'POST',
	isUnfiltered: true,
	permission: PERMISSION,
	run(row, call) {
		const takesBody = has(call, BEHAVIOUR.recoveryTakesBody);
		const values = takesBody ? mailBody.read(call.body(), call, 'create') : {};
		if (row.email === '') throw refusal('User does not have an email address set.');
		if (takesBody) stageOf(values.email_stage, call, 'Email stage not found.');
		const link = makeLink(row, values.token_duration, call);
		if (!takesBody) stageOf(call.query.get('email_stage'), call, 'Email stage does not exist.');
		call.authentik.state.mails.push({ to: row.email, link });
		return { status: 204 };
	},
};

/** The link: each user has one, whose key stays the same. */
function makeLink(row: UserRow, duration: string | undefined, call: Call): string {
	const { state, url } = call.authentik;
	const flow = recoveryFlow(call);
	if (duration !== undefined && !isDuration(duration)) throw new Crash('no duration');
	const expires =
		duration === undefined ? usualExpiry() : stamp(Date.now() + secondsOf(duration) * 1000);
	const identifier = `${uidOf(row)}-password-reset`;
	const known = state.tokens.find((token) => token.identifier === identifier);
	const token = known ?? addToken({ identifier, user: row.pk, intent: 'verification' }, call);
	token.expires = expires;
	return `${url}/if/flow/${flow.slug}/?flow_token=${token.key}`;
}

/** The brand's flow in which users choose a new password. */
function recoveryFlow({ authentik: { state } }: Call): FlowRow {
	const flow = state.flows.get(state.brand.flow_recovery ?? '');
	if (!flow) throw refusal('No recovery flow set.');
	return flow;
}

function stageOf(sent: string | null | undefined, call: Call, text: string): EmailStageRow {
	const pk = typeof sent === 'string' ? readUuid(sent) : '';
	if (pk === undefined) throw new Crash('no UUID');
	const stage = call.authentik.state.emailStages.get(pk);
	if (!stage || !isPermitted(call, 'authentik_stages_email.view_emailstage', pk))
		throw refusal(text);
	return stage;
}

function refusal(text: string): Refusal {
	return new Refusal(400, { non_field_errors: message(text) });
}
