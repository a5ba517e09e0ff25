/** The authentiks that the suite runs against: a sandbox of each release, or a real one. */
import { RELEASES } from '../../nodes/Authentik/shared/releases.ts';
import { releaseFrom } from '../../nodes/Authentik/transport/release.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { startScimTarget } from '../../sandbox/target.ts';
import { startRecorder } from './recorder.mjs';

/** Authentik's pauses between attempts are cut to a twentieth. */
const TIME_SCALE = 0.05;

/** What refuses every connection, for a real server that cannot reach a SCIM target or this machine. */
const NOBODY = 'http://127.0.0.1:9';

/** Starts a sandbox with a SCIM target, recorded. */
export async function openSandbox(release, options = {}) {
	const sandbox = await startSandbox({ release, timeScale: TIME_SCALE, ...options });
	const target = await startScimTarget();
	const recorder = await startRecorder(sandbox.url);
	return {
		release,
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
 * A real server, whose release is asked for.
 * @throws Error when it cannot be used, or not without harm to others
 */
export async function openServer(url, token, { target, webhook, withOthers }) {
	const base = url.replace(/\/+$/, '');
	const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
	const get = async (path) => {
		const response = await fetch(`${base}/api/v3${path}`, { headers });
		if (!response.ok) throw new Error(`${path} answered ${response.status}`);
		return await response.json();
	};
	const { version_current: version } = await get('/admin/version/');
	const release = releaseFrom(version);
	if (!release) throw new Error(`authentik ${version} is older than ${RELEASES[0]}`);
	const { results } = await get('/providers/all/?backchannel=true&page_size=100');
	const busy = results.filter((provider) => provider.assigned_backchannel_application_slug);
	if (busy.length > 0 && !withOthers) {
		throw new Error(
			`This authentik provisions to ${busy.map(({ name }) => `'${name}'`).join(', ')}: the suite's users and groups would go there as well. Use a test server, or add --with-others.`,
		);
	}
	return {
		release,
		url: base,
		token,
		target: target ? { url: target, answers: true } : { url: `${NOBODY}/scim/v2`, answers: false },
		webhook: webhookAt(webhook),
		settled: async () => undefined,
		close: async () => undefined,
	};
}

/**
 * Where the triggers' n8n listens, and what it tells authentik to call.
 * @param address of this machine as authentik reaches it, with the port to listen on
 * @throws Error when it is no such address
 */
function webhookAt(address) {
	if (!address) return { isReached: false, publicUrl: NOBODY };
	const { protocol, port } = URL.canParse(address) ? new URL(address) : {};
	if (protocol !== 'http:' || !port)
		throw new Error(`--webhook has to be http://address:port, not ${address}`);
	const publicUrl = address.replace(/\/+$/, '');
	return { isReached: true, publicUrl, listen: { host: '0.0.0.0', port: Number(port) } };
}
