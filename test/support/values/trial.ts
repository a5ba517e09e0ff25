/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/**
 * Tries every field of every operation with values of its kind. For bad ones nothing is sent, not even a lookup, and
 * the error names the field; good ones arrive as exactly the request that they mean.
 */
import { inspect, isDeepStrictEqual } from 'node:util';

import * as fc from 'fast-check';
import type { IDataObject, INodeParameters, INodePropertyModeValidation } from 'n8n-workflow';

import type { Engine } from '../engine';
import { startEngine } from '../engine';
import { credentialOf, workflowWith } from '../node';
import { ZONE } from './dates';
import type { Expected } from './fields';
import type { Sample } from './kind';
import { OPERATIONS } from './operations';
import type { Arrived, Recorder } from './server';
import { startRecorder } from './server';
import { pathOf } from './walk';
import type { Way } from './ways';
import { ways } from './ways';

/** How many bad values are tried in a run of all tests, and how many good ones for each way to enter a field. */
const BAD_VALUES = 10_000;
const GOOD_EACH = 3;
const BAD_EACH = Math.ceil(BAD_VALUES / ways.length);

/** The same values in each run by default: ci.yml sets another seed in each of its runs. */
const seed = Number(process.env.VALUES_SEED ?? 1);

type Server = Recorder & { engine: Engine };

let newest: Server;
/** 2025.10 has all fields that the newest release no longer has. */
let old: Server;

/** The tests of the operations of these resources. */
export function tryFieldsOf(...resources: string[]): void {
	beforeAll(async () => {
		[newest, old] = await Promise.all([start('2026.8.0'), start('2025.10.0')]);
	});
	afterAll(async () => await Promise.all([newest.close(), old.close()]));

	const keys = Object.keys(OPERATIONS).filter((key) => resources.includes(key.split('.')[0]));
	const waysOf = (key: string) => ways.filter(({ operation }) => operation === operationOf(key));
	it.each(keys.filter((key) => key === operationOf(key)))(
		'%s sends nothing for bad values',
		async (key) => {
			for (const way of waysOf(key)) await tryBad(key, way);
		},
	);
	it.each(keys)('%s sends good values as they are meant', async (key) => {
		for (const way of waysOf(key)) await tryGood(key, way);
	});
}

/** Without the suffix that distinguishes the ways in which an operation is tried. */
export function operationOf(key: string): string {
	return key.split(' ')[0];
}

async function start(version: string): Promise<Server> {
	const recorder = await startRecorder(version);
	const credential = credentialOf(recorder, { maxConcurrentSyncs: 100 });
	const engine = await startEngine({ authentikApi: credential });
	return Object.assign(recorder, { engine });
}

async function tryBad(key: string, way: Way): Promise<void> {
	const values = fc.sample(way.kind.bad, { numRuns: BAD_EACH, seed: seedOf(way) });
	const beside = givenBeside(key, way);
	const { errors, requests } = await run(key, beside, way, values);
	const unnamed = values.flatMap((value, index) =>
		errors[index]?.includes(`'${way.label}'`) ? [] : [{ value, error: errors[index] }],
	);
	const about = aboutRun(way, beside);
	expect(shown({ about, unnamed, requests })).toBe(shown({ about, unnamed: [], requests: [] }));
}

async function tryGood(key: string, way: Way): Promise<void> {
	const samples = fc.sample(way.kind.good, { numRuns: GOOD_EACH, seed: seedOf(way) });
	const beside = givenBeside(key, way);
	const values = samples.map(({ given }) => given);
	const { errors, requests } = await run(key, beside, way, values);
	const about = shown({ values, ...aboutRun(way, beside) });
	expect({ about, errors }).toEqual({ about, errors: values.map(() => undefined) });

	const expected = samples.map((sample) => expectedOf(key, [...beside, [way, sample]]));
	const calls = new Set(expected.map(([{ method, path }]) => `${method} ${path}`));
	const isOwn = ({ method, path }: Arrived) => calls.has(`${method} ${path}`);
	const wanted = unique(expected.flat().filter(isOwn));
	expect({ about, arrived: unique(requests.filter(isOwn)) }).toEqual({ about, arrived: wanted });
	// Others may request the same list: names in a list of groups, next to the name of one.
	const lookUps = unique(expected.flat().filter((request) => !isOwn(request)));
	expect(unique(requests)).toEqual(expect.arrayContaining(lookUps));
}

/** What it takes to try it again. */
function aboutRun({ operation, mode, ...field }: Way, beside: Given[]) {
	const others = Object.fromEntries(beside.map(([other, { given }]) => [pathOf(other), given]));
	return { operation, field: pathOf(field), mode, beside: others, VALUES_SEED: seed };
}

function shown(value: unknown): string {
	return inspect(value, { depth: 8, breakLength: 100 });
}

/** A field, and its value. */
type Given = [Way, Sample];

/** The other values: all that the operation requires, and some of the optional ones. */
function givenBeside(key: string, way: Way): Given[] {
	const needed = new Set(neededBy(key, way).map(([other]) => pathOf(other)));
	const others = ways.filter(
		(other) =>
			other.operation === way.operation &&
			pathOf(other) !== pathOf(way) &&
			!needed.has(pathOf(other)) &&
			!other.facts.needs &&
			!other.facts.isGone,
	);
	const [required, optional] = [true, false].map((isTop) =>
		shuffled(
			way,
			others.filter(({ collection }) => (collection === undefined) === isTop),
		),
	);
	const changes = optional.filter(({ collection }) => collection === 'updateFields');
	const isUpdate = way.operation.endsWith('.update') && way.collection !== 'updateFields';
	const picked = [
		...required,
		...(isUpdate ? changes.slice(0, 1) : []),
		// The old server lacks many of them.
		...(way.facts.isGone ? [] : optional.slice(0, 2)),
	];
	const once = new Map(picked.map((other) => [pathOf(other), other]));
	return [...once.values()].map((other) => {
		const [sample] = fc.sample(other.kind.good, { numRuns: 1, seed: seedOf(way) + seedOf(other) });
		return [other, sample];
	});
}

function shuffled(way: Way, list: Way[]): Way[] {
	const all = fc.shuffledSubarray(list, { minLength: list.length });
	return fc.sample(all, { numRuns: 1, seed: seedOf(way) })[0];
}

/** Other values for each field, and the same ones for the same seed. */
function seedOf(way: Way): number {
	return seed + 1000 * ways.indexOf(way);
}

/** The expected requests to authentik for these values. */
function expectedOf(key: string, given: Given[]): Arrived[] {
	const { call, query = {}, body, finish } = OPERATIONS[key];
	const expected: Expected = { call, query: { ...query }, body };
	const lookUps: Arrived[] = [];
	const [tried] = given[given.length - 1];
	for (const [way, { sent, asked }] of [...neededBy(key, tried), ...given]) {
		way.facts.put(expected, sent, way.parameter.name);
		if (!way.lookUp || asked === undefined) continue;
		const { call: list, query: beside, property } = way.lookUp;
		const asking = { ...beside, [property]: asked as string };
		lookUps.push(arrivalOf({ call: list, query: asking, body: undefined }));
	}
	finish?.(expected);
	return [arrivalOf(expected), ...lookUps];
}

/** What a field needs to count, and its operation to work; whom a binding is about is chosen once. */
function neededBy(key: string, { operation, facts, ...tried }: Way): Given[] {
	const ofOperation = Object.entries(OPERATIONS[key].needs ?? {}).filter(
		([path]) => tried.collection !== 'principal' || !path.startsWith('principal.'),
	);
	return [...ofOperation, ...Object.entries(facts.needs ?? {})].flatMap(([path, value]) => {
		const field = ways.find((way) => way.operation === operation && pathOf(way) === path);
		return field && path !== pathOf(tried) ? [[field, { given: value, sent: value }]] : [];
	});
}

function arrivalOf({ call, query, body }: Expected): Arrived {
	const [method, path] = call.split(' ');
	const pairs = Object.entries(query).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
	);
	return { method, path, query: pairs, body };
}

/** Every request once, in a fixed order: lists may be read on, and items overtake each other. */
function unique(requests: Arrived[]): Arrived[] {
	const texts = requests.map(({ query, ...request }) =>
		JSON.stringify(sorted({ ...request, query: groupedByName(query) })),
	);
	return [...new Set(texts)].sort().map((text) => JSON.parse(text) as Arrived);
}

/** The order of different parameters does not count, but that of the values of one does. */
function groupedByName(query: Arrived['query']): Record<string, string[]> {
	const names = [...new Set(query.map(([name]) => name))];
	const valuesOf = (name: string) =>
		query.flatMap(([other, value]) => (other === name ? [value] : []));
	return Object.fromEntries(names.map((name) => [name, valuesOf(name)]));
}

/** With sorted names, at every depth. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** Runs an operation once for each of these values, which an expression returns, and reports the result of each. */
async function run(key: string, beside: Given[], way: Way, values: unknown[]) {
	const server = way.facts.isGone ? old : newest;
	server.requests.length = 0;
	const { findsNothing, call } = OPERATIONS[key];
	server.empty = findsNothing ? call.split(' ')[1] : undefined;
	const others = [...beside, ...neededBy(key, way)];
	const workflow = workflowWith(parametersOf(key, others, way), 'continueRegularOutput');
	// Expressions are slower in a zone whose clocks change.
	const hasDates = [way, ...others.map(([other]) => other)].some(
		({ parameter }) => parameter.type === 'dateTime',
	);
	const settings = { timezone: hasDates ? ZONE : 'UTC' };
	const cells = others.map(([, { given }]) => cell(given));
	const { out, error } = await server.engine.runWorkflow(
		{ ...workflow, settings },
		values.map((value) => ({ json: { ...cells, tried: cell(value) } as IDataObject })),
	);
	if (error) throw error;
	const errors = values.map((): string | undefined => undefined);
	for (const item of out('authentik') ?? []) {
		const { item: index } = item.pairedItem as { item: number };
		const told = (item.error ?? item.json.error) as { message?: string } | string | undefined;
		if (told !== undefined) errors[index] = typeof told === 'string' ? told : told.message;
	}
	return { errors, requests: server.requests };
}

/** The parameters of the node: the values of the other fields are typed in, if possible. */
function parametersOf(key: string, others: Given[], tried: Way): INodeParameters {
	const [resource, operation] = operationOf(key).split('.');
	const parameters: IDataObject = {
		resource,
		operation,
		// All at once, without the pauses between them in which n8n does other work.
		requestOptions: { batching: { batch: { batchSize: -1 } } },
	};
	const give = (way: Way, value: unknown) => {
		const { collection, parameter } = way;
		const held = way.holding(value) as IDataObject;
		if (collection === undefined) parameters[parameter.name] = held;
		else
			parameters[collection] = {
				...(parameters[collection] as IDataObject),
				[parameter.name]: held,
			};
	};
	for (const [index, [way, { given }]] of others.entries()) {
		give(way, isTypable(way, given) ? given : expressionFor(`$json[${index}]`));
	}
	give(tried, expressionFor('$json.tried'));
	return parameters as INodeParameters;
}

function isTypable({ mode, parameter }: Way, value: unknown): boolean {
	if (mode === 'as a whole' || hasExpression(value)) return false;
	const checks = parameter.modes?.find(({ name }) => name === mode)?.validation ?? [];
	if (!checks.every((check) => isWritten(check as INodePropertyModeValidation, value)))
		return false;
	return isPlain(value) && isDeepStrictEqual(value, JSON.parse(JSON.stringify(value)));
}

/** Whether n8n treats a text in it as an expression. */
function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** Whether the editor accepts a typed text. */
function isWritten({ properties }: INodePropertyModeValidation, value: unknown): boolean {
	const { regex } = properties as { regex: string };
	return new RegExp(`^${regex}$`).test(String(value));
}

const expressionFor = (at: string) => `={{ ${at}.make ? ${at}.make() : ${at}.value }}`;

/**
 * A value in an item, which n8n shows to expressions through a view of its own: it turns what has a JSON form into
 * texts. What is not JSON comes out of a function, like `$now`.
 */
function cell(value: unknown) {
	return isPlain(value) ? { value } : { make: () => value };
}

function isPlain(value: unknown, depth = 0): boolean {
	if (['function', 'symbol', 'bigint'].includes(typeof value)) return false;
	if (typeof value !== 'object' || value === null) return true;
	if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
	return depth < 10 && Object.values(value).every((inner) => isPlain(inner, depth + 1));
}
