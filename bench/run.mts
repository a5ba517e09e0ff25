/**
 * Runs the scenarios one after another, prints their tables, and writes bench/results.json.
 * `npm run bench -- [--only 1,4] [--write] [--profile folder]`; see README.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { packageFolder } from '../test/support/n8n/install.mts';
import { root } from './paths.mts';
import type { Result } from './processes.mts';
import { buildProcesses, loadPackage, runArm } from './processes.mts';
import type { Machine, Measurements } from './report.mts';
import { report } from './report.mts';
import type { Results, Scenario } from './scenarios.mts';
import { scenarios } from './scenarios.mts';

const { values: flags } = parseArgs({
	options: {
		only: { type: 'string' },
		write: { type: 'boolean', default: false },
		profile: { type: 'string' },
	},
});
const LOADS = 10;
const ARMS_OF_N8N = ['httpRequest', 'okta'];

const here = (name: string) => join(root, 'bench', name);
/** The location of n8n's own nodes, read by the processes of a run. Defaults to the n8n of the end-to-end suite. */
const nodesBase = (process.env.N8N_NODES_BASE ??= packageFolder('n8n-nodes-base'));
const isInstalled = existsSync(join(nodesBase, 'package.json'));

if (!existsSync(join(root, 'dist')))
	throw new Error('There is no dist: run `npm run build` first.');
const only = flags.only?.split(',').map(Number);
const isWanted = (id: number) => !only || only.includes(id);
const machine = describeMachine();
const measured: Measurements = { scenarios: new Map() };

await buildProcesses();

for (const scenario of scenarios.filter(({ id }) => isWanted(id))) {
	console.error(`${scenario.id}. ${scenario.title}`);
	measured.scenarios.set(scenario.id, await runScenario(scenario));
}
if (isWanted(7)) measured.loads = await runLoads();

const text = report(scenarios, measured, machine);
console.log(text);
const { loads } = measured;
const results = { ...Object.fromEntries(measured.scenarios), loads };
writeFileSync(here('results.json'), `${JSON.stringify({ machine, results }, null, '\t')}\n`);
if (flags.write) {
	const readme = readFileSync(here('README.md'), 'utf8');
	const place = /(<!-- table -->\n)[^]*(<!-- \/table -->)/;
	writeFileSync(
		here('README.md'),
		readme.replace(place, (_, open: string, end: string) => open + text + end),
	);
}

/** Runs every arm of a scenario, in turns if it is repeated, and keeps each arm's median run. */
async function runScenario(scenario: Scenario): Promise<Results> {
	const { id, server, items, warmUp, runs, repeat = 1, median = () => 0 } = scenario;
	const found: Record<string, Result[]> = {};
	for (let round = 1; round <= repeat; round++) {
		for (const { name, arm, options } of runs) {
			if (ARMS_OF_N8N.includes(arm) && !isInstalled) continue;
			const profile = flags.profile && folder(resolve(flags.profile), `${id} ${name}`);
			const job = { arm, options, items, warmUp };
			const result = await runArm({ server, job, profile });
			(found[name] ??= []).push(result);
			const { wallMs, cpuMs, lost } = result;
			console.error(`   ${name}: ${seconds(wallMs)} s, CPU ${seconds(cpuMs)} s, ${lost} lost`);
		}
	}
	return Object.fromEntries(
		Object.entries(found).map(([name, list]) => [name, middle(list, median)]),
	);
}

async function runLoads(): Promise<Measurements['loads']> {
	const times: number[] = [];
	for (let load = 0; load < LOADS; load++) times.push(await loadPackage());
	return { medianMs: middle(times, Number), times };
}

function middle<Value>(list: Value[], by: (value: Value) => number): Value {
	return [...list].sort((a, b) => by(a) - by(b))[Math.floor((list.length - 1) / 2)];
}

function seconds(milliseconds: number): string {
	return (milliseconds / 1000).toFixed(2);
}

function folder(...parts: string[]): string {
	const path = join(...parts);
	mkdirSync(path, { recursive: true });
	return path;
}

function describeMachine(): Machine {
	const versionOf = (folderOf: string) => {
		const manifest = readFileSync(join(folderOf, 'package.json'), 'utf8');
		return (JSON.parse(manifest) as { version: string }).version;
	};
	return {
		date: new Date().toISOString().slice(0, 10),
		cpu: cpus()[0].model,
		cores: cpus().length,
		memoryGb: Math.round(totalmem() / 2 ** 30),
		load: loadavg()[0].toFixed(1),
		node: process.version,
		n8nCore: versionOf(join(root, 'node_modules/n8n-core')),
		n8nNodesBase: isInstalled ? versionOf(nodesBase) : 'not installed',
	};
}
