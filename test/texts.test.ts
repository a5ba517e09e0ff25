/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** Pages, examples, and what the nodes and credentials show use none of the words that docs/style.md rejects. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { rejectedIn } from './support/style';

const root = path.join(__dirname, '..');
const FOLDERS = [
	'.',
	'.github',
	'.github/ISSUE_TEMPLATE',
	'bench',
	'docs',
	'examples',
	'test/recordings',
];

/** The guide itself, a page of the node's own descriptions, and a text by lawyers. */
const EXCEPT = ['docs/style.md', 'docs/permissions.md', 'LICENSE.md'];

const files = FOLDERS.flatMap((folder) =>
	readdirSync(path.join(root, folder))
		.filter((file) => /\.(?:md|yml)$/.test(file) || folder === 'examples')
		.map((file) => path.posix.join(folder, file)),
).filter((file) => !EXCEPT.includes(file));

/** A page without what it quotes: code, and the targets of links. */
function proseOf(page: string): string {
	return page.replace(/```.*?```|`[^`\n]+`|\]\([^)]+\)/gs, ' ');
}

/** The source files in a folder. */
const sourcesIn = (folder: string) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.m?ts$/.test(file))
		.map((file) => path.posix.join(folder, file));

const sources = ['nodes', 'credentials'].flatMap(sourcesIn);

/** Shows each node of a source file to a function, with the content of the file. */
function visitNodes(file: string, see: (node: ts.Node, content: string) => void): void {
	const content = readFileSync(path.join(root, file), 'utf8');
	const visit = (node: ts.Node) => {
		see(node, content);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, content, ts.ScriptTarget.ES2022));
}

/** The texts in a source file: its string literals and the fixed parts of its templates. */
function textsIn(file: string): string[] {
	const texts: string[] = [];
	visitNodes(file, (node) => {
		if (ts.isLiteralExpression(node) || ts.isTemplateHead(node)) texts.push(node.text);
		else if (ts.isTemplateMiddleOrTemplateTail(node)) texts.push(node.text);
	});
	return texts;
}

/** The comments in a source file. */
function commentsIn(file: string): string[] {
	const comments = new Map<number, string>();
	visitNodes(file, (node, content) => {
		const ranges = [
			...(ts.getLeadingCommentRanges(content, node.getFullStart()) ?? []),
			...(ts.getTrailingCommentRanges(content, node.end) ?? []),
		];
		for (const { pos, end } of ranges) comments.set(pos, content.slice(pos, end));
	});
	return [...comments.values()];
}

it('finds rejected words in all their forms', () => {
	expect(rejectedIn('It stumbled, and the mended part tells for\ngood.')).toHaveLength(4);
	expect(rejectedIn('I recommend a good behavior.')).toEqual([]);
});

it.each(files)('%s', (file) => {
	expect(rejectedIn(proseOf(readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});

it('reads literals and templates of sources', () => {
	expect(textsIn('nodes/Authentik/Authentik.node.ts')).toContain('authentik');
});

it.each(sources)('%s', (file) => {
	expect(textsIn(file).flatMap(rejectedIn)).toEqual([]);
});

it('reads comments of sources', () => {
	expect(commentsIn('nodes/Authentik/transport/settled.ts')).toHaveLength(1);
});

it.each(['nodes', 'credentials', 'sandbox', 'scripts', 'bench', 'test'])(
	'comments in %s',
	(folder) => {
		const found = sourcesIn(folder).flatMap((file) =>
			commentsIn(file)
				.flatMap((comment) => rejectedIn(proseOf(comment)))
				.map((words) => `${file}: ${words}`),
		);
		expect(found).toEqual([]);
	},
);
