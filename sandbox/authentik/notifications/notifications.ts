import { sleep } from 'n8n-workflow';

import type { Authentik, Notifier } from '../../core/call';
import { isReachable, outboundSignal } from '../../core/outbound';
import { BEHAVIOUR, holds } from '../../core/releases';
import type { UserRow } from '../../core/state/models';
import type { Notification, RuleRow, TransportRow } from '../../core/state/notification-models';
import type { EventRow } from '../../core/state/signin-models';
import type { Related } from '../../core/state/task-models';
import { pythonText } from '../../python/names';
import { isPassing, policiesReady } from '../policies/engine';
import { notificationActor, type NotificationActor } from './actors';
import { NotificationTransportError } from './errors';
import { webhookRequest } from './webhook';

/** One call of a webhook. */
export interface Delivery {
	url: string;
	headers: Record<string, string>;
	/** undefined if nothing was sent. */
	body: unknown;
	/** undefined until there is an answer, and if there never is one. */
	status?: number;
	/** 1 for the first. */
	attempt: number;
}

/** What goes wrong with a call: it is late, or it (`before`) or its answer (`after`) is lost. */
export interface Disturbance {
	delay?: number;
	reset?: 'before' | 'after';
}

/** Sends events to the recipients that the rules name, in the background. */
export class Notifications implements Notifier {
	readonly deliveries: Delivery[] = [];

	/** @param disturb what goes wrong with the next call of a path */
	constructor(private readonly disturb: (path: string) => Disturbance | undefined) {}

	/** Checks an event against every rule. */
	dispatch(event: EventRow, authentik: Authentik): void {
		const { state } = authentik;
		if (state.rules.size === 0) return;
		for (const rule of state.rules.all())
			this.enqueue('event_trigger_handler', ['notificationrule', rule.pk], authentik, async () => {
				const known = state.rules.get(rule.pk);
				if (known && state.events.get(event.pk)) await this.check(event, known, authentik);
			});
	}

	/** Sends a notification; returns the answer in words. Only webhook calls leave the sandbox. */
	async send(
		transport: TransportRow,
		notification: Notification,
		authentik: Authentik,
		attempt = 1,
	): Promise<string[]> {
		if (!transport.mode.startsWith('webhook')) return [];
		const { headers, body } = await webhookRequest(transport, notification, authentik);
		const delivery: Delivery = {
			url: transport.webhook_url,
			headers: {
				'User-Agent': `authentik@${authentik.version}`,
				Accept: '*/*',
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				...headers,
			},
			body,
			attempt,
		};
		this.deliveries.push(delivery);
		return await this.call(delivery, authentik);
	}

	private async check(event: EventRow, rule: RuleRow, authentik: Authentik): Promise<void> {
		const { state } = authentik;
		if (isOwnDoing(event, authentik)) return;
		await policiesReady(rule, authentik);
		const user = state.users.get(Number(event.user.pk ?? 0));
		const bindable = { pk: rule.pk, mode: 'any' as const, whenEmpty: false };
		if (!isPassing(bindable, { user, event }, authentik)) return;
		const users = destinationsOf(rule, user, authentik);
		for (const pk of rule.transports) {
			const once = state.transports.get(pk)?.send_once;
			for (const one of once ? users.slice(0, 1) : users)
				this.queueDelivery(pk, event, rule, one, authentik);
		}
	}

	/** Everything is looked up at sending time: what is gone by then is not sent. */
	private queueDelivery(
		pk: string,
		{ pk: eventPk }: EventRow,
		{ pk: rulePk }: RuleRow,
		{ pk: userPk }: UserRow,
		authentik: Authentik,
	): void {
		const { transports, events, rules, users } = authentik.state;
		let attempt = 0;
		this.enqueue('notification_transport', ['notificationtransport', pk], authentik, async () => {
			attempt += 1;
			const transport = transports.get(pk);
			const [event, rule, user] = [events.get(eventPk), rules.get(rulePk), users.get(userPk)];
			if (!transport || !event || !rule || !user) return;
			const notification = { event, body: summaryOf(event), severity: rule.severity, user };
			await this.send(transport, notification, authentik, attempt);
		});
	}

	private enqueue(
		actor: NotificationActor,
		[model, id]: [string, string],
		authentik: Authentik,
		work: () => Promise<void>,
	): void {
		const related: Related = { app: 'authentik_events', model, id };
		const hasTasks = holds(authentik.release, BEHAVIOUR.schedules);
		authentik.tasks.enqueue({
			actor: notificationActor(actor),
			related: hasTasks ? related : undefined,
			work,
		});
	}

	private async call(delivery: Delivery, authentik: Authentik): Promise<string[]> {
		const { url, headers, body } = delivery;
		const fault = this.disturb(URL.canParse(url) ? new URL(url).pathname : url);
		if (fault?.delay) await sleep(fault.delay);
		if (fault?.reset === 'before' || !isReachable(url, authentik)) throw lost();
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers,
				body: body === undefined ? undefined : JSON.stringify(body),
				signal: outboundSignal(authentik),
			});
			const text = await response.text();
			if (fault?.reset === 'after') throw lost();
			delivery.status = response.status;
			if (response.status >= 400) throw refused(response);
			return [String(response.status), text];
		} catch (error) {
			throw error instanceof NotificationTransportError ? error : lost();
		}
	}
}

/** The recipients: the event's own user if the rule says so, and the group's own members. */
function destinationsOf(
	{ destination_event_user: isTold, destination_group: pk }: RuleRow,
	own: UserRow | undefined,
	{ state }: Authentik,
): UserRow[] {
	const members = state.groups.get(pk ?? '')?.users ?? [];
	const users = members.flatMap((member) => state.users.get(member) ?? []);
	return [...new Set(isTold && own ? [own, ...users] : users)];
}

/** Whether a policy of any rule caused the event: notifying about it would never end. */
function isOwnDoing({ context }: EventRow, { state }: Authentik): boolean {
	const { policy_uuid: policy } = context;
	if (typeof policy !== 'string') return false;
	return state.bindings
		.all()
		.some(
			(row) =>
				row.policy?.replace(/-/g, '') === policy && state.rules.get(row.target) !== undefined,
		);
}

/** An event in one line. */
function summaryOf({ action, context }: EventRow): string {
	return 'message' in context ? pythonText(context.message) : `${action}: ${pythonText(context)}`;
}

function refused({ status, statusText, url }: Response): NotificationTransportError {
	const side = status < 500 ? 'Client' : 'Server';
	return new NotificationTransportError(`${status} ${side} Error: ${statusText} for url: ${url}`);
}

function lost(): NotificationTransportError {
	return new NotificationTransportError('Connection failed');
}
