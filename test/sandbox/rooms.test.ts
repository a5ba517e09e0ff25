/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = join(__dirname, '../../sandbox');

/** From top to bottom, as sandbox/README.md tells them: a room imports only from those below it. */
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
];

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
	/(?<!\.d)\.ts$/.test(file),
);

/** The files of the sandbox that a file imports, types included. */
function importsOf(file: string): string[] {
	const source = readFileSync(join(ROOT, file), 'utf8');
	return [...source.matchAll(/ from '(\.[^']+)'/g)]
		.map(([, path]) => `${relative(ROOT, normalize(join(ROOT, dirname(file), path)))}.ts`)
		.filter((path) => files.includes(path));
}

function levelOf(file: string): number {
	return ROOMS.findIndex((room) => file === room || file.startsWith(`${room}/`));
}

test('every file is in a room', () => {
	expect(files.filter((file) => levelOf(file) < 0)).toEqual([]);
});

test('rooms import only from rooms below', () => {
	const upwards = files.flatMap((file) =>
		importsOf(file)
			.filter((path) => levelOf(path) < levelOf(file))
			.map((path) => `${file} -> ${path}`),
	);
	expect(upwards).toEqual([]);
});

test('no circle runs through the files', () => {
	const done = new Set<string>();
	const circles: string[] = [];
	const visit = (file: string, above: string[]) => {
		if (above.includes(file))
			circles.push([...above.slice(above.indexOf(file)), file].join(' -> '));
		if (done.has(file) || above.includes(file)) return;
		for (const path of importsOf(file)) visit(path, [...above, file]);
		done.add(file);
	};
	for (const file of files) visit(file, []);
	expect(circles).toEqual([]);
});
