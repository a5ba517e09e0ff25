/** The one user of a test instance. */
export const owner = {
	email: 'demo@example.com',
	password: 'Authentik-demo1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/**
 * Signs in to a running n8n, and creates its owner when it has none.
 * @returns {Promise<{ cookie: string, rest: (method: string, path: string, body?: object) => Promise<any> }>}
 *   `rest` calls the editor's own API and gives the answer's `data`
 */
export async function signIn(url) {
	const { userManagement } = await call(url, 'GET', '/settings').then(dataOf);
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

async function call(url, method, path, body, cookie = '') {
	return await fetch(`${url}/rest${path}`, {
		method,
		headers: { cookie, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
}

async function dataOf(response) {
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status} to ${response.url}: ${text}`);
	return JSON.parse(text).data;
}
