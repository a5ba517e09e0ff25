import { AuthentikApi } from '../../credentials/AuthentikApi.credentials';
import { API_ROOT, apiRoot } from '../../nodes/Authentik/transport/apiRoot';
import type { Sandbox } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { Engine } from '../support/engine';
import { startEngine } from '../support/engine';
import { runNode } from '../support/node';

const SHAPES = [
	'https://auth.example.com',
	'https://auth.example.com/',
	'  https://auth.example.com//  ',
	'auth.example.com',
	'https://auth.example.com/api/v3',
	'https://auth.example.com/api/v3/',
	'https://auth.example.com/api/v3/core/users/?page=1',
	'https://auth.example.com/if/admin/#/core/providers/12;%7B%22a%22%3A1%7D',
	'https://auth.example.com/if/user/',
	'https://auth.example.com/application/o/wiki/',
	'https://auth.example.com/if/flow/default-authentication-flow/?next=%2F',
	'https://auth.example.com?x=1',
	'https://auth.example.com/#/administration',
];

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({});
});

describe('the Base URL', () => {
	it.each(SHAPES)('%s', (typed) => {
		expect(apiRoot(typed)).toBe('https://auth.example.com/api/v3');
		expect(engine.evaluate(API_ROOT, { baseUrl: typed })).toBe('https://auth.example.com/api/v3');
	});

	it.each([
		['http://10.0.0.5:9000/', 'http://10.0.0.5:9000/api/v3'],
		['HTTPS://example.com', 'HTTPS://example.com/api/v3'],
		['https://example.com/auth/', 'https://example.com/auth/api/v3'],
		['https://example.com/auth/if/admin/#/home', 'https://example.com/auth/api/v3'],
		['https://example.com/iffy', 'https://example.com/iffy/api/v3'],
		['https://api.example.com/apis', 'https://api.example.com/apis/api/v3'],
	])('%s keeps its port and its sub-path', (typed, root) => {
		expect(apiRoot(typed)).toBe(root);
		expect(engine.evaluate(API_ROOT, { baseUrl: typed })).toBe(root);
	});
});

describe('against a server under a sub-path', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ basePath: '/auth' });
	});
	afterAll(async () => await sandbox.close());

	it.each(['', '/', '/api/v3/', '/if/admin/#/core/providers'])(
		'works with %p after it',
		async (tail) => {
			const { error } = await runNode(
				sandbox,
				{ operation: 'getAll', returnAll: true },
				{ credential: { baseUrl: sandbox.url + tail } },
			);
			expect(error).toBeUndefined();
		},
	);

	it('accepts a token with whitespace or the word Bearer around it', async () => {
		const { error } = await runNode(
			sandbox,
			{ operation: 'getAll', returnAll: true },
			{ credential: { apiToken: ` Bearer ${sandbox.token}\n` } },
		);
		expect(error).toBeUndefined();
	});
});

it('shows no secret in plain text', () => {
	const secret = new AuthentikApi().properties.find(({ name }) => name === 'apiToken');
	expect(secret?.typeOptions?.password).toBe(true);
});
