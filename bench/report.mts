/** Puts the results into Markdown: the targets first, then a table for each scenario. */
const LOAD_TARGET_MS = 50;

export function report(scenarios, results, machine) {
	const ran = scenarios.filter(({ id }) => results[id]);
	const { loads } = results;
	const verdicts = ran.flatMap((scenario) => verdictsOf(scenario, results[scenario.id]));
	if (loads) {
		verdicts.push(
			verdict(7, { what: 'loading the package, ms', atMost: LOAD_TARGET_MS }, loads.medianMs),
		);
	}
	return [
		`${machine.date}: ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, n8n-core ${machine.n8nCore}, n8n-nodes-base ${machine.n8nNodesBase}; load average ${machine.load} before the start.`,
		table(['', 'Figure', 'Target', 'Measured', 'Met'], verdicts),
		...ran.map((scenario) => section(scenario, results[scenario.id])),
		'',
	].join('\n\n');
}

function verdictsOf({ id, targets }, results) {
	return targets.map((target) => {
		const isComparable = !target.needs || target.needs in results;
		return verdict(target.id ?? id, target, isComparable ? target.of(results) : undefined);
	});
}

function verdict(id, { what, atMost, atLeast }, value) {
	const target = atMost !== undefined ? `≤ ${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : '';
	if (value === undefined) return [id, what, target, 'not installed', ''];
	const isMet = atMost !== undefined ? value <= atMost : value >= (atLeast ?? value);
	const shown = Number.isInteger(value) ? value : value.toFixed(value < 100 ? 2 : 0);
	return [id, what, target, shown, target ? (isMet ? 'yes' : '**no**') : ''];
}

function section({ id, title, runs, figures }, results) {
	const rows = runs.map(({ name }) => {
		const result = results[name];
		if (!result) return [name, 'not installed', ...figures.slice(1).map(() => '')];
		return [name, ...figures.map(({ of, show = String }) => show(of(result)))];
	});
	const head = ['', ...figures.map((figure) => figure.title)];
	return `**${id}. ${title}**\n\n${table(head, rows)}`;
}

function table(head, rows) {
	const line = (cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
