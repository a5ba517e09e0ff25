/** The authentik servers that the suite runs against: a sandbox of each release, or a real one. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Release, Span } from '../../nodes/Authentik/shared/releases.ts';
import { inSpan, RELEASES } from '../../nodes/Authentik/shared/releases.ts';
import { releaseFrom } from '../../nodes/Authentik/transport/release.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { NEWEST_PATCH } from '../../sandbox/core/releases.ts';
import { startScimTarget } from '../../sandbox/scim-target/target.ts';
import type { TriggerOptions } from '../support/trigger.ts';
import type { Recorder } from './recorder.mts';
import { startRecorder } from './recorder.mts';
import type { Page, Provider } from './types.mts';

/** An authentik server that the suite runs against. */
export interface Server {
	release: Release;
	/** Including the patch. */
	version: string;
	url: string;
	/** A superuser's. */
	token: string;
	/** A SCIM target; none answers where authentik can't reach one. */
	target: { url: string; answers: boolean };
	/** Whether authentik can call n8n here, and where. */
	webhook: { isReached: boolean } & Pick<TriggerOptions, 'publicUrl' | 'listen'>;
	/** Resolves when no sync is queued or running. */
	settled(): Promise<void>;
	close(): Promise<void>;
	/** The recorded requests to a sandbox, and the sandbox itself; a real server has neither. */
	recorder?: Recorder;
	sandbox?: Sandbox;
}

/** An administrator's settings for a real server. */
export interface ServerOptions {
	/** The address of a SCIM target that authentik can reach. */
	target?: string;
	/** The address of this machine as authentik reaches it, with the port to listen on. */
	webhook?: string;
	/** Whether the suite may run although the server provisions to others. */
	withOthers: boolean;
}

/** Authentik's pauses between attempts are cut to a two-hundredth. */
const TIME_SCALE = 0.005;

/** An address that refuses every connection, for a real server that can't reach a SCIM target or this machine. */
const NOBODY = 'http://127.0.0.1:9';

/** Starts a sandbox with a SCIM target, recorded. */
export async function openSandbox(release: Release, options: SandboxOptions = {}): Promise<Server> {
	const sandbox = await startSandbox({ release, timeScale: TIME_SCALE, ...options });
	const target = await startScimTarget();
	const recorder = await startRecorder(sandbox.url);
	return {
		release,
		version: NEWEST_PATCH[release],
		url: recorder.url,
		token: sandbox.token,
		target: { url: target.url, answers: true },
		webhook: { isReached: true },
		recorder,
		sandbox,
		settled: async () => await sandbox.settled(),
		async close() {
			await sandbox.settled();
			await Promise.all([recorder.close(), sandbox.close(), target.close()]);
		},
	};
}

/**
 * A real server, whose release is requested.
 * @throws Error when it can't be used, or not without harm to others
 */
export async function openServer(
	url: string,
	token: string,
	{ target, webhook, withOthers }: ServerOptions,
): Promise<Server> {
	const base = url.replace(/\/+$/, '');
	const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
	const get = async <Answer,>(path: string) => {
		const response = await fetch(`${base}/api/v3${path}`, { headers });
		if (!response.ok) throw new Error(`${path} answered ${response.status}`);
		return (await response.json()) as Answer;
	};
	const { version_current: version } = await get<{ version_current: string }>('/admin/version/');
	const release = releaseFrom(version);
	if (!release) throw new Error(`authentik ${version} is older than ${RELEASES[0]}`);
	const { results } = await get<Page<Provider>>('/providers/all/?backchannel=true&page_size=100');
	const busy = results.filter((provider) => provider.assigned_backchannel_application_slug);
	if (busy.length > 0 && !withOthers) {
		throw new Error(
			`This authentik provisions to ${busy.map(({ name }) => `'${name}'`).join(', ')}: the suite's users and groups would go there as well. Use a test server, or add --with-others.`,
		);
	}
	return {
		release,
		version,
		url: base,
		token,
		target: target ? { url: target, answers: true } : { url: `${NOBODY}/scim/v2`, answers: false },
		webhook: webhookAt(webhook),
		settled: async () => await syncsOver(release, get),
		close: async () => undefined,
	};
}

/** The states of unfinished tasks, in the releases that have them. */
const UNFINISHED: Array<Span & { state: string }> = [
	{ state: 'queued' },
	{ state: 'consumed' },
	{ state: 'preprocess', from: '2025.10' },
	{ state: 'running', from: '2025.10' },
	{ state: 'postprocess', from: '2025.10' },
	{ state: 'waiting_for_dependencies', from: '2026.8' },
];

/** How long to wait for authentik's worker, in milliseconds; an idle one needs some seconds. */
const PATIENCE = 180_000;
const PAUSE = 500;

/**
 * Resolves when no SCIM task is queued or running, so that the next sync is the only one: two at once block the worker.
 * Up to 2025.6 they do not, and nothing shows what is queued.
 * @throws Error when that takes minutes
 */
async function syncsOver(
	release: Release,
	get: <Answer>(path: string) => Promise<Answer>,
): Promise<void> {
	if (!inSpan(release, { from: '2025.8' })) return;
	const states = UNFINISHED.filter((one) => inSpan(release, one)).map(({ state }) => state);
	const query = new URLSearchParams({ search: 'scim_sync', page_size: '1' });
	states.forEach((state) => query.append('aggregated_status', state));
	for (let left = PATIENCE; left > 0; left -= PAUSE) {
		const { pagination } = await get<Page<unknown>>(`/tasks/tasks/?${query}`);
		if (pagination.count === 0) return;
		await sleep(PAUSE);
	}
	throw new Error(
		`authentik still syncs after ${PATIENCE / 1000} s: its worker is blocked, or stopped`,
	);
}

/**
 * Where the triggers' n8n listens, and the address that authentik calls.
 * @throws Error when it is no such address
 */
function webhookAt(address: string | undefined): Server['webhook'] {
	if (!address) return { isReached: false, publicUrl: NOBODY };
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url?.protocol !== 'http:' || !url.port)
		throw new Error(`--webhook has to be http://address:port, not ${address}`);
	const publicUrl = address.replace(/\/+$/, '');
	return { isReached: true, publicUrl, listen: { host: '0.0.0.0', port: Number(url.port) } };
}
