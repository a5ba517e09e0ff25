/** What the suite prints and writes: cases by releases. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The results of the suite, by case and release. */
export class Report {
	#rows = new Map();
	#releases = [];
	#complaints = [];
	#servers = [];

	/** Notes what the cases that follow run against. */
	about({ release, version, sandbox }) {
		this.#servers.push({ release, version, kind: sandbox ? 'sandbox' : 'server' });
	}

	/**
	 * @param result `passed`, `failed`, `not in this release` or `not run`
	 * @param duration in milliseconds
	 */
	add(release, name, { result, message = '', duration }) {
		if (!this.#releases.includes(release)) this.#releases.push(release);
		if (!this.#rows.has(name)) this.#rows.set(name, new Map());
		this.#rows.get(name).set(release, { result, message, duration });
		const text = `${release.padEnd(8)} ${result.padEnd(19)} ${name}`;
		if (result === 'failed')
			console.error(`${text}\n         ${message.split('\n').join('\n         ')}`);
		else console.log(message ? `${text} (${message})` : text);
	}

	/** Something that is wrong beside the cases. */
	complain(release, message) {
		this.#complaints.push({ release, message });
		console.error(`${release.padEnd(8)} ${message}`);
	}

	count(result) {
		const all = [...this.#rows.values()].flatMap((row) => [...row.values()]);
		return all.filter((one) => one.result === result).length;
	}

	get failures() {
		return this.count('failed') + this.#complaints.length;
	}

	/** The table as Markdown. */
	table() {
		const sign = { passed: '✓', failed: '✗', 'not in this release': '–', 'not run': '·' };
		const line = (cells) => `| ${cells.join(' | ')} |`;
		const width = Math.max(...[...this.#rows.keys()].map((name) => name.length));
		const rows = [...this.#rows].map(([name, results]) =>
			line([
				name.padEnd(width),
				...this.#releases.map((release) =>
					(sign[results.get(release)?.result] ?? ' ').padEnd(release.length),
				),
			]),
		);
		return [
			line(['case'.padEnd(width), ...this.#releases]),
			line(['-'.repeat(width), ...this.#releases.map(({ length }) => '-'.repeat(length))]),
			...rows,
		].join('\n');
	}

	/** Writes everything as JSON, in the order in which it ran, so that runs can be compared. */
	async keep(file, date) {
		const cases = [...this.#rows].flatMap(([name, results]) =>
			[...results].map(([release, { result: outcome, duration, message }]) => {
				return { name, release, outcome, duration, message };
			}),
		);
		const all = { date, servers: this.#servers, cases, complaints: this.#complaints };
		await mkdir(dirname(resolve(file)), { recursive: true });
		await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
	}

	/** Writes the table, and everything that failed or was not run. */
	async write(file, summary) {
		const failed = [...this.#rows].flatMap(([name, results]) =>
			[...results]
				.filter(([, { message }]) => message)
				.map(([release, { result, message }]) => `- ${release}, ${name}: ${result}: ${message}`),
		);
		const others = this.#complaints.map(({ release, message }) => `- ${release}: ${message}`);
		const parts = ['# Conformance', summary, this.table(), [...failed, ...others].join('\n')];
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `${parts.filter(Boolean).join('\n\n')}\n`);
	}
}
