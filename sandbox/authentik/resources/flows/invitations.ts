import type { Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import type { InvitationRow } from '../../../core/state/signin-models';
import { uuid, type State } from '../../../core/state/state';
import { Refusal } from '../../../drf/errors';
import { computed, readOnly } from '../../../drf/field';
import { boolean, datetime, dictionary, slug, text } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { exactly, moment } from '../../../drf/lookups';
import { message } from '../../../drf/messages';
import { relation } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Action, type Viewset } from '../../../drf/viewset';
import { usualExpiry } from '../../tokens/tokens';
import { showMember } from '../groups/rows';
import { flowTarget } from '../targets';
import { showFlow } from './flows';

/** Sends the link of an invitation to people. Its errors have a shape of their own. */
const sendEmail: Action<InvitationRow> = {
	path: 'send_email/',
	method: 'POST',
	when: BEHAVIOUR.invitationMails,
	run(row, call) {
		const { email_addresses: to } = (call.body() ?? {}) as { email_addresses?: string[] };
		if (!to || to.length === 0) throw refusal('No email addresses provided');
		const { state, url } = call.authentik;
		const flow = state.flows.get(row.flow ?? '');
		if (!flow) throw refusal('Invitation has no associated flow');
		const link = `${url}/if/flow/${flow.slug}/?itoken=${row.pk}`;
		state.mails.push(...to.map((address) => ({ to: address, link })));
		return { status: 204 };
	},
};

/** `/stages/invitation/invitations/` */
export const invitations: Viewset<InvitationRow> = {
	path: '/stages/invitation/invitations/',
	title: 'Invitation',
	description: 'Invitation Viewset',
	model: 'authentik_stages_invitation.invitation',
	noun: 'Invitation',
	lookup: byUuid,
	rows: (state) => state.invitations.all(),
	serializer: new Serializer<InvitationRow>({
		pk: readOnly(text({ label: 'Invite uuid' })),
		name: slug({
			typographic: BEHAVIOUR.djangoValidators,
			maxLength: { length: 50, when: { until: '2025.10' } },
		}),
		expires: datetime({ allowNull: true, required: false }),
		fixed_data: dictionary({ default: {} }),
		created_by: computed(({ created_by: pk }: InvitationRow, { authentik }) => {
			const user = authentik.state.users.get(pk);
			return user ? showMember(user) : null;
		}),
		single_use: boolean({
			default: false,
			help: 'When enabled, the invitation will be deleted after usage.',
		}),
		flow: relation(flowTarget, {
			allowNull: true,
			default: null,
			help: 'When set, only the configured flow can use this invitation.',
		}),
		flow_obj: computed((row: InvitationRow, call) => {
			const flow = call.authentik.state.flows.get(row.flow ?? '');
			return flow ? showFlow(flow, call) : null;
		}),
	}),
	filters: {
		name: exact(),
		created_by__username: exactly(creatorOf),
		expires: moment('expires'),
		flow__slug: exactly(flowOf),
	},
	search: ['name', creatorOf, 'expires', flowOf],
	ordering: ['-expires'],
	create: (values, call) => addInvitation(values, call.user as UserRow, call),
	update(row, values) {
		Object.assign(row, values);
		// Every invitation expires.
		row.expires ??= usualExpiry();
	},
	destroy: (row, { authentik }) => authentik.state.invitations.remove(row.pk),
	usedBy: () => [],
	actions: [sendEmail],
};

function addInvitation(
	values: Partial<InvitationRow>,
	{ pk: created_by }: UserRow,
	{ authentik }: Pick<Call, 'authentik'>,
): InvitationRow {
	return authentik.state.invitations.add({
		...values,
		expires: values.expires ?? usualExpiry(),
		created_by,
		pk: uuid(),
	} as InvitationRow);
}

function creatorOf({ created_by: pk }: InvitationRow, state: State): string | undefined {
	return state.users.get(pk)?.username;
}

function flowOf({ flow }: InvitationRow, state: State): string | undefined {
	return state.flows.get(flow ?? '')?.slug;
}

function refusal(text: string): Refusal {
	return new Refusal(400, { error: message(text) });
}
