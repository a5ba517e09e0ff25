import { startSandbox } from '../../sandbox/index.ts';
import { differencesOf, filledIn } from './compare.ts';
import { readdressed } from './traffic.ts';

/** Authentik's pauses between attempts are cut short to a thousandth. */
const TIME_SCALE = 0.001;

/** Replays a scenario's steps against a fresh sandbox and tells what it answered differently. */
export async function replay(version, recorded, scenario) {
	const traffic = await scenario.listen?.();
	const steps = traffic ? readdressed(recorded, traffic.target) : recorded;
	const { sandbox, variables } = await begin(version, steps, scenario);
	try {
		return await sendAll(sandbox, steps, scenario, variables, traffic);
	} finally {
		await sandbox.close();
		await traffic?.target.close();
	}
}

/** A sandbox as the recording began with, begun anew as often as chance makes it differ. */
async function begin(version, steps, scenario) {
	const release = version.split('.').slice(0, 2).join('.');
	for (;;) {
		const sandbox = await startSandbox({ release, version, timeScale: TIME_SCALE });
		const variables = { ...(await knownAtTheStart(sandbox)) };
		Object.assign(variables, await scenario.setup?.(api(sandbox), variables));
		if (scenario.fits?.(steps, variables) ?? true) return { sandbox, variables };
		await sandbox.close();
	}
}

async function sendAll(sandbox, steps, scenario, variables, traffic) {
	const result = { equal: 0, sent: 0, skipped: 0, differences: [] };
	const note = (step, what) => {
		result.sent += 1;
		if (what.length === 0) result.equal += 1;
		else result.differences.push({ step: step.name, what });
	};
	for (const step of steps) {
		await sandbox.settled();
		if (step.note?.endsWith('Not to be replayed.')) {
			result.skipped += 1;
			continue;
		}
		Object.assign(variables, await scenario.before?.[step.name]?.(api(sandbox), variables));
		if (step.observed && traffic) {
			await sandbox.settled();
			note(step, traffic.compare(step, variables));
			continue;
		}
		if (!step.request) {
			result.skipped += 1;
			continue;
		}
		traffic?.mark();
		const request = scenario.rewrite?.(step.request) ?? step.request;
		const answer = await send(sandbox, request, variables);
		for (const saves of [step.save, scenario.saves?.[step.name]])
			for (const [name, path] of Object.entries(saves ?? {}))
				variables[name] = path.split('.').reduce((value, key) => value?.[key], answer.body);
		const body = scenario.loosen?.(step, answer) ?? step.response.body;
		note(step, differencesOf({ ...step.response, body }, answer, variables));
	}
	return result;
}

/** Sends a recorded request, its variables filled in. */
async function send(sandbox, request, variables) {
	const { method, auth, body, raw, form, content_type: type, outside_api: isOutside } = request;
	const headers = { ...request.headers };
	if (auth === 'admin') headers.authorization = `Bearer ${sandbox.token}`;
	else if (auth) headers.authorization = filledIn(auth, variables);
	let payload;
	if (form) payload = new URLSearchParams(filledIn(form, variables));
	else if (raw !== undefined) payload = filledIn(raw, variables);
	else if (body !== undefined) payload = JSON.stringify(filledIn(body, variables));
	if (payload !== undefined && !form) headers['content-type'] = type ?? 'application/json';
	const path = String(filledIn(request.path, variables, encodeURIComponent));
	const address = `${sandbox.url}${isOutside ? '' : '/api/v3'}${path}`;
	return await read(await fetch(address, { method, headers, body: payload, redirect: 'manual' }));
}

async function read(response) {
	const text = await response.text();
	const type = response.headers.get('content-type')?.split(';')[0] ?? null;
	return {
		status: response.status,
		type,
		allow: response.headers.get('allow') ?? undefined,
		text,
		body: type === 'application/json' && text !== '' ? JSON.parse(text) : undefined,
		error: response.headers.get('x-sandbox-error') ?? undefined,
	};
}

/** The sandbox's API, for what a scenario needs before its first step. */
function api(sandbox) {
	return async (method, path, body) => {
		const answer = await send(sandbox, { method, path, body, auth: 'admin' }, {});
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
		return answer.body;
	};
}

async function knownAtTheStart(sandbox) {
	const first = async (path) => (await api(sandbox)('GET', path)).results[0].pk;
	const mapping = (kind) =>
		first(`/propertymappings/provider/scim/?managed=goauthentik.io/providers/scim/${kind}`);
	return {
		admin: await first('/core/users/?username=akadmin'),
		adminGroup: await first('/core/groups/?name=authentik%20Admins'),
		mapUser: await mapping('user'),
		mapGroup: await mapping('group'),
	};
}
