/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Imports } from './support/imports';
import { circlesIn, homeless, importsOf, notDownward } from './support/imports';

const ROOT = join(__dirname, '..');
const NODES = 'nodes/Authentik';

const entries = readdirSync(join(ROOT, NODES)).filter((name) => name.endsWith('.node.ts'));
const resources = readdirSync(join(ROOT, NODES, 'resources')).filter(
	(name) => !['common', 'index.ts'].includes(name),
);

/** From top to bottom, as in docs/architecture.md. */
const FLOORS = [
	entries,
	['methods'],
	['resources/index.ts'],
	[...resources.map((name) => `resources/${name}`), 'trigger/webhook', 'trigger/polling'],
	['resources/common', 'trigger'],
	['parameters'],
	['operation'],
	['rules'],
	['transport'],
	['shared'],
].map((floor) => floor.map((room) => `${NODES}/${room}`));

/** What credentials and nodes share: formats of stored data, and the defaults of limits. */
const SHARED_WITH_CREDENTIALS = [
	'credentials/AuthentikApi.credentials.ts -> nodes/Authentik/transport/apiRoot.ts',
	'credentials/AuthentikApi.credentials.ts -> nodes/Authentik/transport/bareToken.ts',
	'credentials/AuthentikOAuth2Api.credentials.ts -> nodes/Authentik/transport/apiRoot.ts',
	'credentials/serverFields.ts -> nodes/Authentik/shared/limits.ts',
];

const imports = importsOf(ROOT, ['credentials', 'nodes']);

test('there are no circular imports', () => {
	expect(circlesIn(imports)).toEqual([]);
});

test('every file is in a room', () => {
	expect(homeless(imports, [...FLOORS, ['credentials']])).toEqual([]);
});

test('rooms import only from rooms below, resources and triggers not from each other', () => {
	expect(notDownward(imports, FLOORS)).toEqual([]);
});

test('credentials share with the nodes what is listed', () => {
	const across = [...imports].flatMap(([file, paths]) =>
		paths
			.filter((path) => path.startsWith('credentials/') !== file.startsWith('credentials/'))
			.map((path) => `${file} -> ${path}`),
	);
	expect(across.sort()).toEqual(SHARED_WITH_CREDENTIALS);
});

describe('the check', () => {
	let root: string;
	let read: Imports;

	beforeAll(() => {
		root = mkdtempSync(join(tmpdir(), 'imports-'));
		const files = {
			'top/a/index.ts': "import type { B } from '../b';",
			'top/b.ts': "export { c } from '../low/c'; import 'n8n-workflow';",
			'low/c.ts': "let a: import('../top/a').A; import type {\n\tD\n} from './d';",
			'low/d.ts': "// import './c';",
		};
		for (const [path, source] of Object.entries(files)) {
			mkdirSync(dirname(join(root, path)), { recursive: true });
			writeFileSync(join(root, path), source);
		}
		read = importsOf(root, ['top', 'low']);
	});
	afterAll(() => rmSync(root, { recursive: true }));

	it('sees every kind of import', () => {
		expect(Object.fromEntries(read)).toEqual({
			'top/a/index.ts': ['top/b.ts'],
			'top/b.ts': ['low/c.ts'],
			'low/c.ts': ['top/a/index.ts', 'low/d.ts'],
			'low/d.ts': [],
		});
	});

	it('finds circles', () => {
		expect(circlesIn(read)).toEqual(['top/a/index.ts -> top/b.ts -> low/c.ts -> top/a/index.ts']);
	});

	it('finds imports of rooms above and next to it', () => {
		expect(notDownward(read, [['top/a', 'top/b.ts'], ['low']])).toEqual([
			'top/a/index.ts -> top/b.ts',
			'low/c.ts -> top/a/index.ts',
		]);
		expect(homeless(read, [['top']])).toEqual(['low/c.ts', 'low/d.ts']);
	});
});
