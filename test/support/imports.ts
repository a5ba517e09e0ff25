/* eslint-disable @n8n/community-nodes/no-restricted-imports -- it runs in Node, never in n8n */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preProcessFile } from 'typescript';

/** Files, and the files that they import, types included; paths are relative to the root folder. */
export type Imports = Map<string, string[]>;

/**
 * Reads the imports of all TypeScript files in some folders; those of packages are left out.
 * @throws Error for an import of a file that does not exist
 */
export function importsOf(root: string, folders: string[]): Imports {
	const files = folders.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /(?<!\.d)\.ts$/.test(file))
			.sort()
			.map((file) => join(folder, file)),
	);
	return new Map(files.map((file) => [file, importsIn(root, file)]));
}

function importsIn(root: string, file: string): string[] {
	const { importedFiles } = preProcessFile(readFileSync(join(root, file), 'utf8'));
	const paths = importedFiles.map(({ fileName }) => fileName).filter((path) => /^\./.test(path));
	return paths.map((path) => {
		const target = join(dirname(file), path);
		const candidates = [`${target}.ts`, join(target, 'index.ts'), `${target}.d.ts`, target];
		const found = candidates.find((candidate) => existsSync(join(root, candidate)));
		if (found === undefined) throw new Error(`${file} imports ${path}, which does not exist`);
		return found;
	});
}

/** The circular imports, each as `a -> b -> a`. */
export function circlesIn(imports: Imports): string[] {
	const done = new Set<string>();
	const circles: string[] = [];
	const visit = (file: string, above: string[]) => {
		if (above.includes(file))
			circles.push([...above.slice(above.indexOf(file)), file].join(' -> '));
		if (done.has(file) || above.includes(file)) return;
		for (const path of imports.get(file) ?? []) visit(path, [...above, file]);
		done.add(file);
	};
	for (const file of imports.keys()) visit(file, []);
	return circles;
}

/** Folders and files from top to bottom; those on one floor are neighbors. A file is in the first that contains it. */
export type Floors = string[][];

/** Files that are in no room. */
export function homeless(imports: Imports, floors: Floors): string[] {
	return [...imports.keys()].filter((file) => roomOf(file, floors) === undefined);
}

/** The imports, as `a -> b`, from a room to another that is not below it. */
export function notDownward(imports: Imports, floors: Floors): string[] {
	return [...imports].flatMap(([file, paths]) =>
		paths
			.filter((path) => {
				const [from, to] = [roomOf(file, floors), roomOf(path, floors)];
				return from && to && from.room !== to.room && from.floor >= to.floor;
			})
			.map((path) => `${file} -> ${path}`),
	);
}

function roomOf(file: string, floors: Floors): { room: string; floor: number } | undefined {
	for (const [floor, rooms] of floors.entries()) {
		const room = rooms.find((name) => file === name || file.startsWith(`${name}/`));
		if (room !== undefined) return { room, floor };
	}
	return undefined;
}
