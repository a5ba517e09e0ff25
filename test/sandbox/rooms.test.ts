/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
import { join } from 'node:path';

import { circlesIn, homeless, importsOf, notDownward } from '../support/imports';

/** From top to bottom, as in sandbox/README.md: a room imports only from those below it. */
const ROOMS = [
	'demo.ts',
	'index.ts',
	'scim-target',
	'http',
	'control',
	'authentik/routes.ts',
	'authentik/oauth',
	'authentik/resources',
	'authentik/tokens',
	'authentik/scim',
	'authentik/notifications',
	'authentik/policies',
	'authentik/expressions',
	'drf',
	'core',
	'python',
].map((room) => [room]);

const imports = importsOf(join(__dirname, '../../sandbox'), ['.']);

test('every file is in a room', () => {
	expect(homeless(imports, ROOMS)).toEqual([]);
});

test('rooms import only from rooms below', () => {
	expect(notDownward(imports, ROOMS)).toEqual([]);
});

test('there are no circular imports', () => {
	expect(circlesIn(imports)).toEqual([]);
});
