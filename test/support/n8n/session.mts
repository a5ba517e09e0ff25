/** The one user of a test instance. */
export const owner = {
	email: 'demo@example.com',
	password: 'Authentik-demo1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Calls the editor's own API, and returns the `data` of the answer, in the type that the caller states. */
export type Rest = <T>(method: string, path: string, body?: object) => Promise<T>;

/** n8n's refusal of a call. */
export class RestError extends Error {
	readonly status: number;

	constructor({ status, url }: Response, text: string) {
		super(`n8n answered ${status} to ${url}: ${text}`);
		this.status = status;
	}
}

export interface Session {
	cookie: string;
	rest: Rest;
}

/** Signs in to a running n8n, and creates its owner when it has none. */
export async function signIn(url: string): Promise<Session> {
	const setUp = await call(url, 'POST', '/owner/setup', owner);
	const { email: emailOrLdapLoginId, password } = owner;
	const response = setUp.ok
		? setUp
		: await call(url, 'POST', '/login', { emailOrLdapLoginId, password });
	await dataOf(response);
	const cookie = response.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	return {
		cookie,
		rest: async (method, path, body) => await dataOf(await call(url, method, path, body, cookie)),
	};
}

async function call(url: string, method: string, path: string, body?: object, cookie = '') {
	return await fetch(`${url}/rest${path}`, {
		method,
		headers: { cookie, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
}

async function dataOf<T>(response: Response): Promise<T> {
	const text = await response.text();
	if (!response.ok) throw new RestError(response, text);
	return (JSON.parse(text) as { data: T }).data;
}
