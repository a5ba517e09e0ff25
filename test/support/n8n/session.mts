/** The one user of a test instance. */
export const owner = {
	email: 'demo@example.com',
	password: 'Authentik-demo1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Calls the editor's own API, and gives the `data` of the answer, which is taken for what the caller says. */
export type Rest = <T>(method: string, path: string, body?: object) => Promise<T>;

export interface Session {
	cookie: string;
	rest: Rest;
}

interface Settings {
	userManagement: { showSetupOnFirstLoad: boolean };
}

/** Signs in to a running n8n, and creates its owner when it has none. */
export async function signIn(url: string): Promise<Session> {
	const { userManagement } = await dataOf<Settings>(await call(url, 'GET', '/settings'));
	const response = userManagement.showSetupOnFirstLoad
		? await call(url, 'POST', '/owner/setup', owner)
		: await call(url, 'POST', '/login', {
				emailOrLdapLoginId: owner.email,
				password: owner.password,
			});
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
	if (!response.ok) throw new Error(`n8n answered ${response.status} to ${response.url}: ${text}`);
	return (JSON.parse(text) as { data: T }).data;
}
