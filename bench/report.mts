import { table } from '../test/docs/markdown.mts';
import type { Bound, Results, Scenario } from './scenarios.mts';

const LOAD_TARGET_MS = 50;

/** The environment of a bench run. */
export interface Machine {
	date: string;
	cpu: string;
	cores: number;
	memoryGb: number;
	load: string;
	node: string;
	n8nCore: string;
	n8nNodesBase: string;
}

/** All measurements: by scenario, and how long the package took to load. */
export interface Measurements {
	scenarios: Map<number, Results>;
	loads?: { medianMs: number; times: number[] };
}

type Cell = string | number;

/** Formats the results as Markdown: the targets first, then a table for each scenario. */
export function report(
	scenarios: Scenario[],
	{ scenarios: measured, loads }: Measurements,
	machine: Machine,
): string {
	const ran = scenarios.flatMap((scenario) => {
		const results = measured.get(scenario.id);
		return results ? [{ scenario, results }] : [];
	});
	const verdicts = ran.flatMap(({ scenario, results }) => verdictsOf(scenario, results));
	if (loads) {
		verdicts.push(
			verdict(7, { what: 'loading the package, ms', atMost: LOAD_TARGET_MS }, loads.medianMs),
		);
	}
	return [
		`${machine.date}: ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, n8n-core ${machine.n8nCore}, n8n-nodes-base ${machine.n8nNodesBase}; load average ${machine.load} before the start.`,
		table(['', 'Figure', 'Target', 'Measured', 'Met'], verdicts),
		...ran.map(({ scenario, results }) => section(scenario, results)),
		'',
	].join('\n\n');
}

function verdictsOf({ id, targets }: Scenario, results: Results): Cell[][] {
	return targets.map((target) => {
		const isComparable = !target.needs || target.needs in results;
		return verdict(target.id ?? id, target, isComparable ? target.of(results) : undefined);
	});
}

function verdict(id: number, { what, atMost, atLeast }: Bound, value: number | undefined): Cell[] {
	const target = atMost !== undefined ? `≤ ${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : '';
	if (value === undefined) return [id, what, target, 'not installed', ''];
	const isMet = atMost !== undefined ? value <= atMost : value >= (atLeast ?? value);
	const shown = Number.isInteger(value) ? value : value.toFixed(value < 100 ? 2 : 0);
	return [id, what, target, shown, target ? (isMet ? 'yes' : '**no**') : ''];
}

function section({ id, title, runs, figures }: Scenario, results: Results): string {
	const rows = runs.map(({ name }) => {
		if (!(name in results)) return [name, 'not installed', ...figures.slice(1).map(() => '')];
		return [name, ...figures.map(({ of, show = String }) => show(of(results[name])))];
	});
	const head = ['', ...figures.map((figure) => figure.title)];
	return `**${id}. ${title}**\n\n${table(head, rows)}`;
}
