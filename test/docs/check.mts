/**
 * npm run docs:check: compares the pages with what exists: links and anchors, commands, paths, environment variables,
 * and the texts of errors that docs/troubleshooting.md quotes.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parsers } from 'prettier/plugins/markdown';

import { root } from '../support/n8n/install.mts';

/** A node of the syntax tree of a page, as much as the checks read. */
interface Node {
	type: string;
	/** Of texts and code. */
	value?: string;
	/** Of links and images. */
	url?: string;
	children?: Node[];
}

/** prettier's parser of Markdown, which ignores all parser options. */
interface MarkdownParser {
	parse(text: string, options: object): Promise<Node>;
}

type Complain = (what: string) => void;

const PAGES = filesIn(
	['.', '.github', 'bench', 'docs', 'examples', 'sandbox', 'test/recordings'],
	/\.md$/,
	{ deep: false },
);
const CODE = filesIn(
	['credentials', 'nodes', 'sandbox', 'scripts', 'test', 'bench'],
	/\.[cm]?[jt]s$/,
);
const SETTINGS = [
	'.ci/run',
	'compose.yml',
	...filesIn(['.github/workflows'], /\.yml$/, { deep: false }),
];
/** Where a path in a text may start: here, or where CONTRIBUTING's map starts. */
const BASES = ['.', 'nodes/Authentik'];
/** Variables that n8n and Node read, not this package. */
const FOREIGN = /^(?:N8N|NODE|DB|EXECUTIONS|QUEUE|WEBHOOK)_/;
const TROUBLESHOOTING = 'docs/troubleshooting.md';

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const code = CODE.map(read).join('\n').replaceAll("\\'", "'");
const variables = namesIn([code, ...SETTINGS.map(read)].join('\n'));
const markdown: MarkdownParser = parsers.markdown;
const pages = new Map<string, Node[]>();
for (const page of PAGES) pages.set(page, nodesOf(await markdown.parse(read(page), {})));
const anchors = new Map([...pages].map(([page, nodes]) => [page, anchorsOf(nodes)]));

const complaints = new Set<string>();
for (const [page, nodes] of pages) {
	const complain: Complain = (what) => complaints.add(`${page}: ${what}`);
	checkLinks(page, nodes, complain);
	checkNames(nodes, complain);
}
for (const file of [...PAGES, ...SETTINGS]) {
	for (const [, name] of read(file).matchAll(/npm run ([a-z][\w:-]*)/g)) {
		if (!(name in scripts)) complaints.add(`${file}: there is no npm run ${name}`);
	}
}
// The buttons of n8n's editor open these; "readme" is GitHub's own.
for (const [, anchor] of code.matchAll(/\/n8n-nodes-authentik#([\w-]+)/g)) {
	if (anchor !== 'readme' && !anchors.get('README.md')?.has(anchor)) {
		complaints.add(`README.md: the code links to #${anchor}, which is not there`);
	}
}
for (const quoted of quotedTexts(TROUBLESHOOTING)) {
	if (!isInCode(quoted)) complaints.add(`${TROUBLESHOOTING}: nothing says "${quoted}"`);
}

for (const complaint of complaints) console.error(`✗ ${complaint}`);
if (complaints.size > 0) process.exit(1);
console.log(`✓ ${PAGES.length} pages agree with the code`);

function checkLinks(page: string, nodes: Node[], complain: Complain): void {
	for (const { type, url = '' } of nodes) {
		if (!/^(?:link|image|definition)$/.test(type) || /^[a-z]+:/i.test(url)) continue;
		const [target, anchor] = decodeURI(url).split('#');
		const file = target ? path.posix.join(path.posix.dirname(page), target) : page;
		if (!existsSync(path.join(root, file))) complain(`${url} is not there`);
		else if (anchor && !anchors.get(file)?.has(anchor)) complain(`${url} has no such heading`);
	}
}

/** Paths and environment variables in code spans and blocks. */
function checkNames(nodes: Node[], complain: Complain): void {
	for (const { type, value = '' } of nodes.filter((node) => /code$/i.test(node.type))) {
		if (type === 'inlineCode' && isOwnPath(value) && !inBases(value).some(existsSync)) {
			complain(`${value} is not there`);
		}
		for (const name of namesIn(value)) {
			if (!variables.has(name) && !FOREIGN.test(name)) complain(`nothing reads ${name}`);
		}
	}
}

/** What npm installs is not part of this repository. */
function isOwnPath(text: string): boolean {
	return (
		/^(?!.*\bnode_modules\b)[\w.-]+\/[\w./-]*$/.test(text) &&
		inBases(text.split('/')[0]).some(existsSync)
	);
}

function inBases(file: string): string[] {
	return BASES.map((base) => path.join(root, base, file));
}

/** The headings of a page as GitHub names them. */
function anchorsOf(nodes: Node[]): Set<string> {
	const taken = new Set<string>();
	for (const heading of nodes.filter(({ type }) => type === 'heading')) {
		const slug = textOf(heading)
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
			.replaceAll(' ', '-');
		let name = slug;
		for (let number = 1; taken.has(name); number++) name = `${slug}-${number}`;
		taken.add(name);
	}
	return taken;
}

/** The code spans in the first cells of all rows of a page; an ellipsis stands for what differs. */
function quotedTexts(page: string): string[] {
	const nodes = pages.get(page);
	if (!nodes) throw new Error(`There is no ${page}`);
	return nodes
		.filter(({ type }) => type === 'tableRow')
		.flatMap(({ children = [] }) => children.slice(0, 1).flatMap(nodesOf))
		.flatMap(({ type, value = '' }) => (type === 'inlineCode' ? [value] : []));
}

function isInCode(quoted: string): boolean {
	const parts = quoted.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(parts.join('\\$\\{.*?\\}')).test(code);
}

function nodesOf(node: Node): Node[] {
	return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

function textOf(node: Node): string {
	return node.value ?? (node.children ?? []).map(textOf).join('');
}

function namesIn(text: string): Set<string> {
	return new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g));
}

function filesIn(folders: string[], pattern: RegExp, { deep = true } = {}): string[] {
	return folders
		.filter((folder) => existsSync(path.join(root, folder)))
		.flatMap((folder) =>
			readdirSync(path.join(root, folder), { recursive: deep, encoding: 'utf8' }).flatMap((file) =>
				pattern.test(file) ? [path.posix.join(folder, file)] : [],
			),
		);
}

function read(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}
