/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** The workflows of examples/ as they are imported: they can't act before they are set up, and are readable. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type {
	IConnections,
	INode,
	INodeParameterResourceLocator,
	IWorkflowBase,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Authentik } from '../nodes/Authentik/Authentik.node';
import type { Sandbox } from '../sandbox';
import { startSandbox } from '../sandbox';
import { startEngine } from './support/engine';

const folder = path.join(__dirname, '../examples');

const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => {
		const workflow = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as IWorkflowBase;
		return [file, workflow] as const;
	});

const { description } = new Authentik();

const isOurs = ({ type }: INode) => type === 'n8n-nodes-authentik.authentik';
const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';

/** Whether n8n shows a node in red, so that it neither runs nor publishes the workflow. */
function isRed(node: INode): boolean {
	if (node.type === 'n8n-nodes-base.httpRequest') return node.parameters.url === '';
	if (!isOurs(node)) return false;
	// n8n checks the visible parameters, with the defaults of those that are not saved.
	const parameters = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	const whole = { ...node, parameters: parameters ?? {} };
	return NodeHelpers.getNodeParametersIssues(description.properties, whole, description) !== null;
}

function locatorsIn(value: unknown): INodeParameterResourceLocator[] {
	if (typeof value !== 'object' || value === null) return [];
	if ('__rl' in value) return [value as INodeParameterResourceLocator];
	return Object.values(value).flatMap(locatorsIn);
}

describe('before they are set up', () => {
	it.each(examples)('%s names no object of its own', (_file, { nodes }) => {
		const values = nodes.flatMap(({ parameters }) => locatorsIn(parameters));
		expect(values.filter(({ value }) => !/^(?:=.*)?$/s.test(String(value)))).toEqual([]);
	});

	it.each(examples)('%s can change nothing', (_file, { nodes }) => {
		const changing = nodes.filter(
			(node) => isOurs(node) && !/^get/.test(String(node.parameters.operation)) && !node.disabled,
		);
		if (changing.length > 0) expect(nodes.filter(isRed)).not.toEqual([]);
	});

	describe('in n8n', () => {
		let sandbox: Sandbox;
		beforeAll(async () => (sandbox = await startSandbox({ seed: true })));
		afterAll(async () => await sandbox.close());

		it('a workflow with a locator that is empty does not run', async () => {
			const [, workflow] = examples.find(([file]) => file === 'update-scim-provider.json')!;
			const engine = await startEngine({
				authentikApi: { baseUrl: sandbox.url, apiToken: sandbox.token },
			});
			await expect(engine.runWorkflow(workflow)).rejects.toThrow(
				"'Update SCIM Provider' node has issues",
			);
			expect(sandbox.requests).toEqual([]);
		});
	});
});

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The square of a node in n8n's editor, and the space that its name and subtitle take below it. */
const NODE = 96;
const LABEL = { width: 2 * NODE, height: 72 };

function box(left: number, top: number, width: number, height: number): Box {
	return { left, top, right: left + width, bottom: top + height };
}

function boxesOf({ position: [x, y] }: INode): Box[] {
	const label = box(x + NODE / 2 - LABEL.width / 2, y + NODE, LABEL.width, LABEL.height);
	return [box(x, y, NODE, NODE), label];
}

function noteBox({ position: [x, y], parameters }: INode): Box {
	return box(x, y, Number(parameters.width), Number(parameters.height));
}

/** Small boxes along a line: a curve that leaves its node, and reaches the next one, horizontally. */
function lineBoxes(from: INode, to: INode): Box[] {
	const [start, end] = [
		{ x: from.position[0] + NODE, y: from.position[1] + NODE / 2 },
		{ x: to.position[0], y: to.position[1] + NODE / 2 },
	];
	const bend = (end.x - start.x) / 2;
	return Array.from({ length: 101 }, (_, index) => {
		const t = index / 100;
		const curve = (a: number, b: number, c: number, d: number) =>
			(1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
		const x = curve(start.x, start.x + bend, end.x - bend, end.x);
		// The outputs of a node are spread over its height.
		return box(x - 8, curve(start.y, start.y, end.y, end.y) - NODE / 2, 16, NODE);
	});
}

function linesOf(nodes: INode[], connections: IConnections): Box[] {
	const named = (name: string) => nodes.find((node) => node.name === name)!;
	return Object.entries(connections).flatMap(([from, { main }]) =>
		main.flatMap((targets) =>
			(targets ?? []).flatMap(({ node }) => lineBoxes(named(from), named(node))),
		),
	);
}

function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe('on the canvas', () => {
	it.each(examples)('%s begins with a note that says what to set', (_file, { nodes }) => {
		const notes = nodes.filter(isNote);
		expect(notes.map(({ name }) => name)).toContain('Set Up');
	});

	it.each(examples)('the notes of %s cover neither nodes nor connections', (_file, workflow) => {
		const { nodes, connections } = workflow;
		const notes = nodes.filter(isNote);
		const rest = [
			...nodes.filter((node) => !isNote(node)).flatMap(boxesOf),
			...linesOf(nodes, connections),
		];
		for (const note of notes) {
			const others = notes.filter((other) => other !== note).map(noteBox);
			const covered = [...others, ...rest].filter((other) => overlap(noteBox(note), other));
			expect([note.name, covered]).toEqual([note.name, []]);
		}
	});

	it.each(examples)('the nodes of %s do not overlap', (_file, { nodes }) => {
		const rest = nodes.filter((node) => !isNote(node));
		for (const node of rest) {
			const others = rest.filter((other) => other !== node);
			const covered = others.filter((other) =>
				boxesOf(node).some((a) => overlap(a, boxesOf(other)[0])),
			);
			expect([node.name, covered.map(({ name }) => name)]).toEqual([node.name, []]);
		}
	});
});
