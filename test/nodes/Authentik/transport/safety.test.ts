/** The token goes to the credential's host only, and TLS is verified according to the credential. */
import { redact, secretsIn } from '../../../../nodes/Authentik/transport/redact';
import type { Sandbox } from '../../../../sandbox';
import { startSandbox } from '../../../../sandbox';
import { startEngine } from '../../../support/engine';
import { credentialOf, expression, locator, runNode } from '../../../support/node';
import { startTlsProxy } from '../../../support/tls';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	sandbox.addProvider({ name: 'the one' });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.clearLog();
	sandbox.clearFaults();
});

const list = { operation: 'getAll', returnAll: true };

it.each([301, 302, 303, 307, 308])(
	'does not follow a redirect (%i) to another host',
	async (status) => {
		const other = await startSandbox();
		const location = `${other.url}/api/v3/providers/scim/`;
		try {
			sandbox.fault({ respond: { status, headers: { location } } });
			const update = {
				operation: 'update',
				scimProvider: locator(1),
				updateFields: { dryRun: true },
			};
			for (const parameters of [list, update]) {
				const { error } = await runNode(sandbox, parameters);
				expect(error?.description).toContain(`The redirect leads to ${location}`);
			}
			const { search } = await startEngine({ authentikApi: credentialOf(sandbox) });
			await expect(search('searchGroups')).rejects.toThrow('redirected the request');
			expect(other.requests).toEqual([]);
		} finally {
			await other.close();
		}
	},
);

it.each(['../../core/tokens', '%2e%2e', '1/../../x', '1?x=1', '1#x', '１'])(
	'does not put %p into a path',
	async (id) => {
		const { error } = await runNode(sandbox, {
			operation: 'get',
			scimProvider: locator(expression(id)),
		});
		expect(error?.message).toContain("'SCIM Provider' must be a numeric ID");
		expect(sandbox.requests).toEqual([]);
	},
);

describe('secrets are in no text', () => {
	it.each([
		['a message', () => ({ respond: { status: 400, body: { url: [`No ${sandbox.token}.`] } } })],
		['a description', () => ({ redirect: `https://sso.example.com/?token=${sandbox.token}` })],
	])('the token in %s', async (_what, fault) => {
		sandbox.fault(fault());
		const { error } = await runNode(sandbox, list);
		expect(`${error?.message} ${error?.description}`).toContain('[hidden]');
		expect(JSON.stringify(error)).not.toContain(sandbox.token);
	});

	it('are recognized by their names, at any depth', () => {
		const secrets = {
			apiToken: 'a',
			userPassword: 'b',
			clientSecret: 'c',
			client_assertion: 'd',
			key: 'e',
			privateKey: 'f',
			PRIVATE_KEY: 'g',
		};
		const others = { token_duration: 'x', keys: 'x', monkey: 'x', username: 'x', key_id: 7 };
		expect(secretsIn({ list: [{ ...others, ...secrets }], token: null })).toEqual(
			Object.values(secrets),
		);
	});

	it('are hidden wherever they are; very short ones are not', () => {
		const text = 'abcd and abcd, but abc';
		expect(redact(text, ['abcd', 'abc', ''])).toBe('[hidden] and [hidden], but abc');
	});
});

describe('an untrusted certificate', () => {
	let proxy: { url: string; close: () => Promise<void> };
	beforeAll(async () => {
		proxy = await startTlsProxy(sandbox.url);
	});
	afterAll(async () => await proxy.close());

	it('is refused in operations and pickers, and the error says what to do', async () => {
		const credential = { baseUrl: proxy.url };
		const { error } = await runNode(sandbox, list, { credential });
		expect(error?.message).toMatch(/^The certificate of 127\.0\.0\.1:\d+ can't be verified$/);
		expect(error?.description).toMatch(
			/^For a private .*NODE_EXTRA_CA_CERTS.*: self-signed certificate\.$/,
		);
		const { search } = await startEngine({
			authentikApi: credentialOf(sandbox, credential),
		});
		await expect(search('searchGroups')).rejects.toThrow("can't be verified");
		expect(sandbox.requests).toEqual([]);
	});

	it('is accepted in operations and pickers if the credential allows it', async () => {
		const credential = { baseUrl: proxy.url, ignoreSslIssues: true };
		const { items } = await runNode(sandbox, list, { credential });
		expect(items).toHaveLength(1);
		const { search } = await startEngine({
			authentikApi: credentialOf(sandbox, credential),
		});
		expect((await search('searchScimProviders')).results).toHaveLength(1);
	});
});
