import type { Answer, Call } from '../../../core/call';
import { addEvent } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import type { TransportRow } from '../../../core/state/notification-models';
import { uuid } from '../../../core/state/state';
import { Crash, Refusal } from '../../../drf/errors';
import { computed, readOnly, taken, unique } from '../../../drf/field';
import { boolean, choice, text, url } from '../../../drf/fields';
import { exact, yesNo } from '../../../drf/filters';
import { message } from '../../../drf/messages';
import { relation, uuidKey, type Target } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { NotificationTransportError } from '../../notifications/errors';
import { webhookMappingTarget } from '../targets';
import { ruleUse } from './rule-rows';

const MODES = [
	{ value: 'local', label: 'authentik inbuilt notifications' },
	{ value: 'webhook', label: 'Generic Webhook' },
	{ value: 'webhook_slack', label: 'Slack Webhook (Slack/Discord)' },
	{ value: 'email', label: 'Email' },
];

/** The sandbox has no certificates. */
const noCertificate: Target = { key: uuidKey, exists: () => false };

/** `/events/transports/`: how notifications are sent. */
export const transports: Viewset<TransportRow> = {
	path: '/events/transports/',
	title: 'Notification Transport',
	description: 'NotificationTransport Viewset',
	model: 'authentik_events.notificationtransport',
	noun: 'NotificationTransport',
	lookup: byUuid,
	rows: (state) => state.transports.all(),
	serializer: new Serializer<TransportRow>({
		pk: readOnly(text({ label: 'Uuid' })),
		name: text({
			validators: [unique((state) => state.transports.all(), taken('Notification Transport'))],
		}),
		mode: choice(MODES, { default: 'local' }),
		mode_verbose: computed(
			({ mode }: TransportRow) => MODES.find(({ value }) => value === mode)?.label,
		),
		webhook_url: url({ default: '', allowBlank: true }),
		webhook_ca: {
			...relation(noCertificate, {
				allowNull: true,
				required: false,
				when: BEHAVIOUR.transportCertificates,
			}),
			show: () => null,
		},
		webhook_mapping_body: relation(webhookMappingTarget, { allowNull: true, default: null }),
		webhook_mapping_headers: relation(webhookMappingTarget, { allowNull: true, default: null }),
		email_subject_prefix: text({
			default: 'authentik Notification: ',
			allowBlank: true,
			when: BEHAVIOUR.transportEmails,
		}),
		email_template: text({
			default: 'email/event_notification.html',
			when: BEHAVIOUR.transportEmails,
		}),
		send_once: boolean({ default: false }),
	}),
	filters: { name: exact(), mode: exact(), webhook_url: exact(), send_once: yesNo() },
	search: ['name', 'mode', 'webhook_url'],
	ordering: ['name'],
	create: (values, { authentik }) =>
		authentik.state.transports.add({ ...values, pk: uuid() } as TransportRow),
	update: (row, values) => void Object.assign(row, values),
	destroy(row, { authentik: { state } }) {
		state.transports.remove(row.pk);
		for (const rule of state.rules.all())
			rule.transports = rule.transports.filter((pk) => pk !== row.pk);
	},
	validate({ mode, webhook_url: address }) {
		// Only what is sent counts, not what the transport already has.
		if (!String(mode).startsWith('webhook') || address) return;
		throw new Refusal(400, { webhook_url: [message('Webhook URL may not be empty.')] });
	},
	usedBy: ({ pk }, { authentik: { state } }) =>
		state.rules
			.all()
			.filter((rule) => rule.transports.includes(pk))
			.map((rule) => ruleUse(rule, 'cascade_many')),
	actions: [
		{
			path: 'test/',
			method: 'POST',
			permission: 'authentik_events.change_notificationtransport',
			run: sendTest,
		},
	],
};

/** Sends a test notification to the caller, and returns the result. */
async function sendTest(transport: TransportRow, call: Call): Promise<Answer> {
	const { authentik } = call;
	const { pk, username, email } = call.user as UserRow;
	const context = { user: { username, pk, email }, context: { foo: 'bar' } };
	const app = 'authentik.events.api.notification_transports';
	const event = addEvent({ action: 'custom_notification_test', app, context }, authentik);
	const notification = {
		// In the order before the database sorts its keys.
		event: { ...event, context },
		body: `Test Notification from transport ${transport.name}`,
		severity: 'notice',
		user: call.user as UserRow,
	};
	const sending = authentik.notifications.send(transport, notification, authentik);
	const [outcome] = await Promise.allSettled([sending]);
	if (outcome.status === 'fulfilled') return { status: 200, body: { messages: outcome.value } };
	const error: unknown = outcome.reason;
	// An exception in a mapping is not caught.
	if (!(error instanceof NotificationTransportError)) throw new Crash();
	return { status: 500, body: error.message };
}
