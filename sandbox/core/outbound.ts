import type { Authentik } from './call';

/** The limit of every outgoing request. */
const TIMEOUT = 30_000;

/** Whether an address may be called: it is on this machine, or others are allowed. */
export function isReachable(url: string, { allowRemoteTargets }: Authentik): boolean {
	return allowRemoteTargets || isLocal(url);
}

/** Ends a request that takes too long, or outlives the sandbox. */
export function outboundSignal({ closing }: Authentik): AbortSignal {
	return AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT)]);
}

function isLocal(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { hostname } = new URL(url);
	return /^(127\.\d+\.\d+\.\d+|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}
