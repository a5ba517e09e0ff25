/** What the suite prints and writes: cases by releases. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { Release } from '../../nodes/Authentik/shared/releases.ts';
import type { Server } from './servers.mts';

export type Result = 'passed' | 'failed' | 'not in this release' | 'not run';

/** The outcome of a case. */
export interface Outcome {
	result: Result;
	message?: string;
}

interface Entry extends Required<Outcome> {
	/** In milliseconds. */
	duration: number;
}

/** The results of the suite, by case and release. */
export class Report {
	readonly #rows = new Map<string, Map<Release, Entry>>();
	readonly #releases: Release[] = [];
	readonly #complaints: Array<{ release: Release; message: string }> = [];
	readonly #servers: Array<{ release: Release; version: string; kind: 'sandbox' | 'server' }> = [];

	/** Records what the next cases run against. */
	about({ release, version, sandbox }: Server): void {
		this.#servers.push({ release, version, kind: sandbox ? 'sandbox' : 'server' });
	}

	/** @param duration in milliseconds */
	add(
		release: Release,
		name: string,
		{ result, message = '', duration }: Outcome & { duration: number },
	): void {
		if (!this.#releases.includes(release)) this.#releases.push(release);
		const row = this.#rows.get(name) ?? new Map<Release, Entry>();
		this.#rows.set(name, row.set(release, { result, message, duration }));
		const text = `${release.padEnd(8)} ${result.padEnd(19)} ${name}`;
		if (result === 'failed')
			console.error(`${text}\n         ${message.split('\n').join('\n         ')}`);
		else console.log(message ? `${text} (${message})` : text);
	}

	/** An error outside the cases. */
	complain(release: Release, message: string): void {
		this.#complaints.push({ release, message });
		console.error(`${release.padEnd(8)} ${message}`);
	}

	count(result: Result): number {
		const all = [...this.#rows.values()].flatMap((row) => [...row.values()]);
		return all.filter((one) => one.result === result).length;
	}

	get failures(): number {
		return this.count('failed') + this.#complaints.length;
	}

	/** The table as Markdown. */
	table(): string {
		const sign: Record<Result, string> = {
			passed: '✓',
			failed: '✗',
			'not in this release': '–',
			'not run': '·',
		};
		const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
		const width = Math.max(...[...this.#rows.keys()].map((name) => name.length));
		const rows = [...this.#rows].map(([name, results]) =>
			line([
				name.padEnd(width),
				...this.#releases.map((release) => {
					const entry = results.get(release);
					return (entry ? sign[entry.result] : ' ').padEnd(release.length);
				}),
			]),
		);
		return [
			line(['case'.padEnd(width), ...this.#releases]),
			line(['-'.repeat(width), ...this.#releases.map(({ length }) => '-'.repeat(length))]),
			...rows,
		].join('\n');
	}

	/** Writes everything as JSON, in the order in which it ran, so that runs can be compared. */
	async keep(file: string, date: string): Promise<void> {
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
	async write(file: string, summary: string): Promise<void> {
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
