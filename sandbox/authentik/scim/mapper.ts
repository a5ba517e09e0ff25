import type { Authentik } from '../../core/call';
import type { Dictionary, LinkRow, MappingRow, ScimProviderRow } from '../../core/state/models';
import { evaluate, pythonReady, type PythonObject } from '../../python/run';
import { providerObject } from '../expressions/expressions';
import { Skipped, StopSync } from './errors';

/** The object that the mappings run for. */
export interface Subject {
	/** How authentik prints it. */
	name: string;
	/** Its own variables: `user` or `group`, and `request`. */
	variables: Record<string, PythonObject | null>;
}

/** The result of a provider's mappings for an object: all of their results, merged. */
export async function mapped(
	pks: string[],
	subject: Subject,
	link: LinkRow | undefined,
	provider: ScimProviderRow,
	{ state }: Authentik,
): Promise<Dictionary> {
	await pythonReady();
	const mappings = pks
		.map((pk) => state.mappings.get(pk))
		.filter((row): row is MappingRow => row?.kind === 'scim')
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const connection = link && { $kind: 'Connection', ...link };
	const variables = {
		...subject.variables,
		provider: providerObject(provider),
		connection: connection ?? null,
	};
	const merged: Dictionary = {};
	for (const { name, expression } of mappings) {
		const outcome = evaluate(expression, variables, name);
		if ('skipped' in outcome) throw new Skipped();
		if ('raised' in outcome) throw new StopSync('', subject.name, name);
		merge(merged, JSON.parse(outcome.json) as Dictionary | null);
	}
	if (Object.keys(merged).length === 0) throw new StopSync('No mappings configured', subject.name);
	return withoutNulls(merged) as Dictionary;
}

/** Dictionaries are merged, lists joined, everything else is replaced. */
function merge(into: Dictionary, values: Dictionary | null): void {
	for (const [key, value] of Object.entries(values ?? {})) {
		const before = into[key];
		if (Array.isArray(before) && Array.isArray(value)) into[key] = [...before, ...value];
		else if (isDictionary(before) && isDictionary(value)) merge(before, value);
		else into[key] = value;
	}
}

function isDictionary(value: unknown): value is Dictionary {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
	if (!isDictionary(value)) return value;
	const entries = Object.entries(value).filter(([, item]) => item !== null);
	return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}
