import { randomBytes, randomUUID } from 'node:crypto';

import type {
	AccessTokenRow,
	ApplicationRow,
	CodeRow,
	Grant,
	GroupRow,
	LinkRow,
	MappingRow,
	OAuthSourceRow,
	ParentageRow,
	ProviderRow,
	RefreshTokenRow,
	RoleRow,
	TargetConfig,
	TokenRow,
	UserRow,
} from './models';
import type { BindingRow, PolicyRow, RuleRow, TransportRow } from './notification-models';
import {
	DEVICE_KINDS,
	type BrandRow,
	type DeviceKind,
	type DeviceRow,
	type EmailStageRow,
	type EventRow,
	type FlowRow,
	type InvitationRow,
	type Mail,
	type ReputationRow,
	type SessionRow,
} from './signin-models';
import { SyncLocks } from './sync-locks';
import type { ScheduleRow, SystemTaskRow, TaskRow } from './task-models';

/** The rows of one kind in the order of their creation. */
export class Table<Row extends { pk: string | number }> {
	private readonly rows = new Map<Row['pk'], Row>();
	private last: number;

	constructor(firstPk = 1) {
		this.last = firstPk - 1;
	}

	/** The next integer key: a used one is never assigned again. */
	nextPk(): number {
		this.last += 1;
		return this.last;
	}

	add<Added extends Row>(row: Added): Added {
		this.rows.set(row.pk, row);
		return row;
	}

	get(pk: Row['pk']): Row | undefined {
		return this.rows.get(pk);
	}

	remove(pk: Row['pk']): void {
		this.rows.delete(pk);
	}

	get size(): number {
		return this.rows.size;
	}

	all(): Row[] {
		return [...this.rows.values()];
	}

	find(matches: (row: Row) => boolean): Row | undefined {
		return this.all().find(matches);
	}
}

/** Everything that a sandbox stores. */
export class State {
	readonly users = new Table<UserRow>(4);
	readonly groups = new Table<GroupRow>();
	readonly parentages = new Table<ParentageRow>();
	readonly roles = new Table<RoleRow>();
	readonly tokens = new Table<TokenRow>();
	readonly providers = new Table<ProviderRow>();
	readonly mappings = new Table<MappingRow>();
	readonly applications = new Table<ApplicationRow>();
	readonly oauthSources = new Table<OAuthSourceRow>();
	readonly flows = new Table<FlowRow>();
	readonly emailStages = new Table<EmailStageRow>();
	readonly invitations = new Table<InvitationRow>();
	readonly sessions = new Table<SessionRow>();
	/** A table for each kind, since each kind counts its own keys. */
	readonly devices = Object.fromEntries(
		DEVICE_KINDS.map((kind) => [kind, new Table<DeviceRow>()]),
	) as Record<DeviceKind, Table<DeviceRow>>;
	readonly reputations = new Table<ReputationRow>();
	readonly events = new Table<EventRow>();
	readonly transports = new Table<TransportRow>();
	readonly rules = new Table<RuleRow>();
	readonly policies = new Table<PolicyRow>();
	readonly bindings = new Table<BindingRow>();
	/** The emails that were sent. */
	readonly mails: Mail[] = [];
	readonly builtInSource = randomUUID();
	readonly fallbackBrand = randomUUID();
	readonly brand: BrandRow = { pk: randomUUID(), name: 'Default brand', flow_recovery: null };
	readonly tasks = new Table<TaskRow>();
	readonly schedules = new Table<ScheduleRow>();
	readonly systemTasks = new Table<SystemTaskRow>();
	readonly userLinks = new Table<LinkRow>();
	readonly groupLinks = new Table<LinkRow>();
	/** The abilities that the providers' targets stated, and until when they count. */
	readonly serviceConfigs = new Map<number, { config: TargetConfig; until: number }>();
	readonly syncing = new SyncLocks();
	readonly accessTokens: AccessTokenRow[] = [];
	readonly refreshTokens: RefreshTokenRow[] = [];
	/** The authorization codes that no client has used yet. */
	readonly codes = new Map<string, CodeRow>();
	grants: Grant[] = [];
	/** Each full sync that was started, in order. */
	syncs: Array<{ provider: number; at: number }> = [];
}

/** A fresh UUID, as Django writes it. */
export function uuid(): string {
	return randomUUID();
}

/** A fresh secret of 60 characters, like authentik's token keys. */
export function secret(): string {
	return randomBytes(48).toString('base64url').replace(/[-_]/g, 'x').slice(0, 60);
}

let latest = 0;

/** Now, as authentik writes dates; never the same twice. */
export function now(): string {
	latest = Math.max(Date.now(), latest + 0.001);
	return stamp(latest);
}

/** A time in milliseconds as authentik writes dates: UTC with microseconds. */
export function stamp(time: number): string {
	const micro = String(Math.round((time % 1) * 1000)).padStart(3, '0');
	return new Date(time).toISOString().replace('Z', `${micro}Z`);
}
