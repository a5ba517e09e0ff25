import { startSandbox } from '../../sandbox/index.ts';
import { differencesOf, filledIn } from './compare.mjs';

/** Replays a scenario's steps against a fresh sandbox and tells what it answered differently. */
export async function replay(version, steps, scenario) {
	const release = version.split('.').slice(0, 2).join('.');
	const sandbox = await startSandbox({ release, version });
	try {
		const variables = { ...(await knownAtTheStart(sandbox)) };
		Object.assign(variables, await scenario.setup?.(api(sandbox), variables));
		return await sendAll(sandbox, steps, scenario, variables);
	} finally {
		await sandbox.close();
	}
}

async function sendAll(sandbox, steps, scenario, variables) {
	const result = { equal: 0, sent: 0, skipped: 0, differences: [] };
	for (const step of steps) {
		if (!step.request || step.note?.endsWith('Not to be replayed.')) {
			result.skipped += 1;
			continue;
		}
		const request = scenario.rewrite?.(step.request) ?? step.request;
		const answer = await send(sandbox, request, variables);
		const saves = step.save ?? scenario.saves?.[step.name] ?? {};
		for (const [name, path] of Object.entries(saves)) {
			variables[name] = path.split('.').reduce((value, key) => value?.[key], answer.body);
		}
		const body = scenario.loosen?.(step) ?? step.response.body;
		const what = differencesOf({ ...step.response, body }, answer, variables);
		result.sent += 1;
		if (what.length === 0) result.equal += 1;
		else result.differences.push({ step: step.name, what });
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
