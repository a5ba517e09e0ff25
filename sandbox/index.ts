import type { Release } from '../nodes/Authentik/shared/releases';
import type { Authentik, Call } from './call';
import { Faults, type FaultRule } from './faults';
import { install } from './install';
import { RequestLog, type RequestRecord } from './log';
import type { MappingRow } from './models';
import { usualPageSize } from './protocol/pages';
import { BEHAVIOUR, holds, NEWEST_PATCH } from './releases';
import { addGroup, showGroup } from './resources/groups';
import { scimMappings } from './resources/mappings';
import { addScimProvider, scimProviderSerializer } from './resources/scim-providers';
import { addOAuthSource, oauthSources } from './resources/sources';
import { addToken } from './resources/tokens';
import { addUser, showUser } from './resources/users';
import { routesOf } from './routes';
import { seed } from './seed';
import { createServer } from './server';
import { stamp, State, uuid } from './state';

export type { FaultRule } from './faults';
export type { RequestRecord } from './log';

export interface SandboxOptions {
	/** 2026.2 unless told. */
	release?: Release;
	/** The version that it calls itself; the newest patch of the release unless told. */
	version?: string;
	/** Any free one unless told. */
	port?: number;
	/** 127.0.0.1 unless told. */
	host?: string;
	/** Everything below a sub-path, such as `/auth`. */
	basePath?: string;
	/** Demo data on top of a fresh install. */
	seed?: boolean;
	pageSize?: { default: number; max: number };
	/** How many requests are worked on at the same time; any number unless told. */
	workers?: number;
	/** Milliseconds that each request takes. */
	latency?: number;
}

/** What `addToken` makes: a key, and a user of its own that has the rights. */
export interface TokenOptions {
	intent: 'api' | 'app_password';
	/** Rights on everything of a kind, such as `authentik_providers_scim.view_scimprovider`. */
	permissions?: string[];
	/** Rights on one object. */
	objectPermissions?: Array<{ permission: string; pk: string | number }>;
	expired?: boolean;
	superuser?: boolean;
}

/** Values that the caller sets; what is missing gets authentik's defaults. */
type Fields = Record<string, unknown>;

/** An embedded authentik: answers like a real one, remembers only as long as it runs. */
export interface Sandbox {
	/** Without a trailing slash. */
	readonly url: string;
	/** API token of the superuser akadmin. */
	readonly token: string;
	readonly release: Release;
	/** Every request in order of arrival. */
	readonly requests: RequestRecord[];
	/** Every full sync that was started, as each save of a provider does. */
	readonly syncs: Array<{ provider: number; at: number }>;
	/** How many requests are being handled now, and how many were at the most. */
	readonly inFlight: number;
	readonly maxInFlight: number;
	fault(rule: FaultRule): void;
	clearFaults(): void;
	/** Forgets requests, syncs and the highest number in flight. */
	clearLog(): void;
	/** These put an object straight into the state and return it as the API shows it. */
	addProvider(fields?: Fields): Fields;
	addGroup(fields?: Fields): Fields;
	addUser(fields?: Fields): Fields;
	addMapping(fields?: Fields): Fields;
	addOAuthSource(fields?: Fields): Fields;
	addToken(options: TokenOptions): { key: string; user: number };
	close(): Promise<void>;
}

/** Starts a sandbox. Close it when done. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { release = '2026.2', host = '127.0.0.1', basePath = '' } = options;
	const authentik: Authentik = {
		release,
		version: options.version ?? NEWEST_PATCH[release],
		state: new State(),
		pageSize: options.pageSize ?? usualPageSize(holds(release, BEHAVIOUR.smallPages)),
		url: '',
	};
	const token = install(authentik);
	if (options.seed) seed(authentik);

	const log = new RequestLog();
	const faults = new Faults();
	const { workers = Infinity, latency = 0 } = options;
	const around = { authentik, log, faults, basePath: trimmed(basePath), workers, latency };
	const server = createServer(routesOf(release), around);
	const address = await server.listen({ host, port: options.port ?? 0 });
	authentik.url = `${address}${trimmed(basePath)}`;

	return {
		url: authentik.url,
		token,
		release,
		requests: log.requests,
		syncs: authentik.state.syncs,
		get inFlight() {
			return log.inFlight;
		},
		get maxInFlight() {
			return log.maxInFlight;
		},
		fault: (rule) => faults.add(rule),
		clearFaults: () => faults.clear(),
		clearLog() {
			log.clear();
			authentik.state.syncs.length = 0;
		},
		...helpers(authentik),
		close: async () => await server.close(),
	};
}

/** The functions that change the state without a request. */
function helpers(authentik: Authentik) {
	const { state } = authentik;
	const call: Call = {
		authentik,
		method: 'GET',
		params: {},
		query: new URLSearchParams(),
		headers: {},
		text: '',
		user: undefined,
		body: () => undefined,
	};
	let made = 0;
	const named = (kind: string, fields: Fields) => ({ name: `${kind} ${(made += 1)}`, ...fields });

	return {
		addProvider: (fields: Fields = {}) =>
			scimProviderSerializer.show(
				addScimProvider({ url: 'https://scim.example.com/v2', ...named('Provider', fields) }, call),
				call,
			),
		addGroup: (fields: Fields = {}) => showGroup(addGroup(named('Group', fields), call), call),
		addUser(fields: Fields = {}) {
			const user = named('User', fields);
			return showUser(addUser({ username: slugOf(user.name), ...user }, call), call);
		},
		addMapping(fields: Fields = {}) {
			const values = { managed: null, expression: 'return {}', ...named('Mapping', fields) };
			const row = { scope_name: '', description: '', ...values, kind: 'scim', pk: uuid() };
			return scimMappings.serializer.show(state.mappings.add(row as MappingRow), call);
		},
		addOAuthSource(fields: Fields = {}) {
			const source = named('Source', fields);
			const row = addOAuthSource({ slug: slugOf(source.name), ...source }, state);
			return oauthSources.serializer.show(row, call);
		},
		addToken({
			intent,
			permissions = [],
			objectPermissions = [],
			expired,
			superuser,
		}: TokenOptions) {
			const name = `token-${(made += 1)}`;
			const user = addUser({ username: name, name, type: 'service_account' }, call);
			if (superuser) state.groups.find((group) => group.is_superuser)?.users.push(user.pk);
			for (const permission of permissions) state.grants.push({ holder: user.pk, permission });
			for (const { permission, pk } of objectPermissions)
				state.grants.push({ holder: user.pk, permission, object: String(pk) });
			const times = expired ? { expiring: true, expires: stamp(Date.now() - 60_000) } : {};
			const { key } = addToken(
				{ identifier: name, user: user.pk, intent, expiring: false, ...times },
				call,
			);
			return { key, user: user.pk };
		},
	};
}

function slugOf(name: unknown): string {
	return String(name)
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-');
}

function trimmed(basePath: string): string {
	const path = basePath.replace(/^\/+|\/+$/g, '');
	return path === '' ? '' : `/${path}`;
}
