/**
 * Runs the scenarios one after the other, prints their tables, and writes bench/results.json.
 * `npm run bench -- [--only 1,4] [--write] [--profile folder]`; see README.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { loadPackage, runArm } from './processes.mts';
import { report } from './report.mts';
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

const require = createRequire(import.meta.url);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const nodesBase = process.env.N8N_NODES_BASE ?? here('../e2e/node_modules/n8n-nodes-base');
const isInstalled = existsSync(join(nodesBase, 'package.json'));

if (!existsSync(here('../dist'))) throw new Error('There is no dist: run `npm run build` first.');
const only = flags.only?.split(',').map(Number);
const isWanted = (id) => !only || only.includes(id);
const machine = describeMachine();
const results = {};

for (const scenario of scenarios.filter(({ id }) => isWanted(id))) {
	console.error(`${scenario.id}. ${scenario.title}`);
	results[scenario.id] = await runScenario(scenario);
}
if (isWanted(7)) results.loads = await runLoads();

const text = report(scenarios, results, machine);
console.log(text);
writeFileSync(here('results.json'), `${JSON.stringify({ machine, results }, null, '\t')}\n`);
if (flags.write) {
	const readme = readFileSync(here('README.md'), 'utf8');
	const place = /(<!-- table -->\n)[^]*(<!-- \/table -->)/;
	writeFileSync(
		here('README.md'),
		readme.replace(place, (_, open, end) => open + text + end),
	);
}

/** Runs every arm of a scenario, in turns when it is repeated, and keeps each arm's median run. */
async function runScenario({ id, server, items, warmUp, runs, repeat = 1, median }) {
	const found = {};
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
		Object.entries(found).map(([name, list]) => [name, middle(list, median ?? (() => 0))]),
	);
}

async function runLoads() {
	const times = [];
	for (let load = 0; load < LOADS; load++) times.push(await loadPackage());
	return { medianMs: middle(times, Number), times };
}

function middle(list, by) {
	return [...list].sort((a, b) => by(a) - by(b))[Math.floor((list.length - 1) / 2)];
}

function seconds(milliseconds) {
	return (milliseconds / 1000).toFixed(2);
}

function folder(...parts) {
	const path = join(...parts);
	mkdirSync(path, { recursive: true });
	return path;
}

function describeMachine() {
	const versionOf = (file) => JSON.parse(readFileSync(file, 'utf8')).version;
	const core = require.resolve('n8n-core');
	return {
		date: new Date().toISOString().slice(0, 10),
		cpu: cpus()[0].model,
		cores: cpus().length,
		memoryGb: Math.round(totalmem() / 2 ** 30),
		load: loadavg()[0].toFixed(1),
		node: process.version,
		n8nCore: versionOf(join(dirname(core), '../package.json')),
		n8nNodesBase: isInstalled ? versionOf(join(nodesBase, 'package.json')) : 'not installed',
	};
}
