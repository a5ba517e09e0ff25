import type { Authentik } from '../../core/call';
import { addEvent, failureContext } from '../../core/events';
import type { Dictionary } from '../../core/state/models';
import type { Notification, TransportRow } from '../../core/state/notification-models';
import { evaluate, pythonReady } from '../../python/run';
import { notificationObject } from '../expressions/event-objects';
import { requestObject, userObject } from '../expressions/expressions';
import { NotificationTransportError, PropertyMappingExpressionException } from './errors';

/** What a webhook is called with. Without a body, nothing is sent instead. */
export interface WebhookRequest {
	headers: Record<string, string>;
	body: unknown;
}

/** What a transport sends: the results of its mappings, or authentik's own text. */
export async function webhookRequest(
	transport: TransportRow,
	notification: Notification,
	authentik: Authentik,
): Promise<WebhookRequest> {
	if (transport.mode === 'webhook_slack')
		return { headers: {}, body: slackBody(notification, authentik.version) };
	const { webhook_mapping_body: forBody, webhook_mapping_headers: forHeaders } = transport;
	const map = async (pk: string) => await mapped(pk, notification, authentik);
	const body = forBody === null ? defaultBody(notification) : await map(forBody);
	const headers = forHeaders === null ? {} : await map(forHeaders);
	return { headers: checkedHeaders(headers), body: body ?? undefined };
}

function defaultBody({ body, severity, user, event }: Notification): Dictionary {
	const { email = null, username = null } = event.user;
	const ofEvent =
		Object.keys(event.user).length === 0
			? {}
			: { event_user_email: email, event_user_username: username };
	return { body, severity, user_email: user.email, user_username: user.username, ...ofEvent };
}

/** More fields than this are not shown. */
const SLACK_FIELDS = 25;

function slackBody({ severity, user, event }: Notification, version: string): Dictionary {
	const short = (title: string, value: unknown) => ({ title, value, short: true });
	const { username } = event.user;
	const texts = Object.entries(event.context).filter(([, value]) => typeof value === 'string');
	const fields = [
		short('Severity', severity),
		short('Dispatched for user', user.username),
		...(username === undefined ? [] : [short('Event user', username)]),
		...texts.map(([title, value]) => ({
			title: title.slice(0, 256),
			value: String(value).slice(0, 1024),
		})),
	];
	const icon = 'https://goauthentik.io/img/icon.png';
	return {
		username: 'authentik',
		icon_url: icon,
		attachments: [
			{
				author_name: 'authentik',
				author_link: 'https://goauthentik.io',
				author_icon: icon,
				title: event.action,
				color: '#fd4b2d',
				fields: fields.slice(0, SLACK_FIELDS),
				footer: `authentik ${version}`,
			},
		],
	};
}

/** The result of a mapping for a notification. An exception becomes an event. */
async function mapped(
	pk: string,
	notification: Notification,
	authentik: Authentik,
): Promise<unknown> {
	await pythonReady();
	const { state } = authentik;
	const { user } = notification;
	const mapping = state.mappings.get(pk);
	if (!mapping) return undefined;
	const shown = notificationObject(notification, authentik);
	const variables = {
		notification: shown,
		user: userObject(user, state),
		request: requestObject(user, state, { notification: shown }),
	};
	const outcome = evaluate(mapping.expression, variables, mapping.name, { sanitized: true });
	if ('json' in outcome) return JSON.parse(outcome.json) as unknown;
	if ('skipped' in outcome) throw new PropertyMappingExpressionException('SkipObject');
	addEvent(
		{
			action: 'property_mapping_exception',
			app: 'authentik.core.expression.evaluator',
			user: { pk: user.pk, email: user.email, username: user.username },
			context: {
				expression: mapping.expression,
				...failureContext('Failed to execute property mapping', outcome, authentik),
			},
		},
		authentik,
	);
	throw new PropertyMappingExpressionException(outcome.message);
}

/** Headers must be text; null omits one. */
function checkedHeaders(headers: unknown): Record<string, string> {
	const found = Object.entries(headers ?? {}).filter(([, value]) => value !== null);
	const wrong = found.find(([, value]) => typeof value !== 'string');
	if (wrong) {
		const [name, value] = wrong;
		const text = `Header value must be str or bytes, not ${typeof value}: ${name}`;
		throw new NotificationTransportError(text);
	}
	return Object.fromEntries(found) as Record<string, string>;
}
