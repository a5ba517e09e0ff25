import { randomBytes, randomUUID } from 'node:crypto';

import type {
	AccessTokenRow,
	ApplicationRow,
	FlowRow,
	Grant,
	GroupRow,
	MappingRow,
	OAuthSourceRow,
	ProviderRow,
	RoleRow,
	TokenRow,
	UserRow,
} from './models';

/** The rows of one kind in the order of their creation. */
export class Table<Row extends { pk: string | number }> {
	private readonly rows = new Map<Row['pk'], Row>();
	private last: number;

	constructor(firstPk = 1) {
		this.last = firstPk - 1;
	}

	/** The next integer key: one that was used is never given out again. */
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

	all(): Row[] {
		return [...this.rows.values()];
	}

	find(matches: (row: Row) => boolean): Row | undefined {
		return this.all().find(matches);
	}
}

/** Everything that a sandbox remembers. */
export class State {
	readonly users = new Table<UserRow>(4);
	readonly groups = new Table<GroupRow>();
	readonly roles = new Table<RoleRow>();
	readonly tokens = new Table<TokenRow>();
	readonly providers = new Table<ProviderRow>();
	readonly mappings = new Table<MappingRow>();
	readonly applications = new Table<ApplicationRow>();
	readonly oauthSources = new Table<OAuthSourceRow>();
	readonly flows = new Table<FlowRow>();
	readonly accessTokens: AccessTokenRow[] = [];
	grants: Grant[] = [];
	/** Each full sync that was started, in order. */
	syncs: Array<{ provider: number; at: number }> = [];
}

/** A fresh UUID, as Django writes it. */
export function uuid(): string {
	return randomUUID();
}

/** A fresh secret of 60 characters, as authentik makes its token keys. */
export function secret(): string {
	return randomBytes(48).toString('base64url').replace(/[-_]/g, 'x').slice(0, 60);
}

/** Now, as authentik writes dates. */
export function now(): string {
	return stamp(Date.now());
}

/** A time in milliseconds as authentik writes dates: UTC with microseconds. */
export function stamp(time: number): string {
	return new Date(time).toISOString().replace('Z', '000Z');
}
