/** Checks requests and answers against authentik's own OpenAPI file of the release. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type AjvClass from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';
import { load } from 'js-yaml';

import type { ModelFacts, Release, Span } from '../../nodes/Authentik/shared/releases.ts';
import * as table from '../../nodes/Authentik/shared/releases.ts';
import { isKnownDeviation } from './schemaDeviations.mts';
import type { Exchange } from './recorder.mts';

const { inSpan, RELEASES } = table;
const FACTS = Object.entries(table).flatMap(([name, facts]) =>
	name.endsWith('Facts') ? [facts as ModelFacts] : [],
);

// The formats must go into the copy of Ajv that they are made for.
const require = createRequire(import.meta.url);
const addFormats = require('ajv-formats') as FormatsPlugin;
const { default: Ajv } = createRequire(require.resolve('ajv-formats'))('ajv') as {
	default: typeof AjvClass.default;
};

/** A schema of OpenAPI 3.0, as much as is read here, or the JSON Schema that is made of it. */
interface Schema extends Partial<Record<'allOf' | 'anyOf' | 'oneOf', Schema[]>> {
	$ref?: string;
	type?: string;
	nullable?: boolean;
	properties?: Record<string, Schema>;
	additionalProperties?: boolean | Schema;
	items?: Schema;
	discriminator?: unknown;
}

interface Reference {
	$ref?: string;
}

interface Content {
	content?: Partial<Record<'application/json', { schema: Schema }>>;
}

interface QueryParameter {
	name: string;
	in: string;
	schema: Schema;
}

interface Operation {
	parameters?: Array<QueryParameter & Reference>;
	requestBody?: Content & { required?: boolean };
	responses: Record<string, Content & Reference>;
}

/** An OpenAPI file, as much as is read here. */
interface Document {
	components: {
		schemas: Record<string, Schema>;
		responses?: Record<string, Content>;
		parameters?: Record<string, QueryParameter>;
	};
	paths: Record<string, Record<string, Operation>>;
}

/**
 * Where the files are: `authentik-<release>.yml`. They belong to authentik and are not copied into this repository, so
 * anyone who runs the check names the folder.
 */
const { OPENAPI } = process.env;

/** Why nothing is checked against authentik's OpenAPI files; undefined if the folder exists. */
export function whyUnchecked(): string | undefined {
	if (!OPENAPI) return 'OPENAPI does not name a folder with the files authentik-<release>.yml';
	return existsSync(OPENAPI) ? undefined : `the folder ${OPENAPI} of OPENAPI does not exist`;
}

/** The contract of a release, from its own file or the newest older one; undefined without any. */
export async function contractOf(release: Release): Promise<Contract | undefined> {
	if (!OPENAPI || whyUnchecked()) return undefined;
	const files = readdirSync(OPENAPI).flatMap((name) => {
		const [, version, of] = /^authentik-((\d+\.\d+).*)\.yml$/.exec(name) ?? [];
		return of && at(of) <= at(release) ? [{ name, version, at: at(of) }] : [];
	});
	const best = files.sort((a, b) => b.at - a.at)[0];
	if (!best) return undefined;
	const document = load(readFileSync(join(OPENAPI, best.name), 'utf8')) as Document;
	return new Contract(document, best.version, release);
}

function at(release: string): number {
	return (RELEASES as readonly string[]).indexOf(release);
}

class Contract {
	readonly #ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
	readonly #responses: Record<string, Content>;
	readonly #parameters: Record<string, QueryParameter>;
	readonly #operations: Array<{
		method: string;
		pattern: RegExp;
		path: string;
		operation: Operation;
	}>;
	readonly #compiled = new Map<string, ValidateFunction>();

	/**
	 * @param version of the file
	 * @param release whose answers are checked
	 */
	constructor(
		{ components, paths }: Document,
		readonly version: string,
		readonly release: Release,
	) {
		addFormats(this.#ajv);
		this.#responses = components.responses ?? {};
		this.#parameters = components.parameters ?? {};
		this.#ajv.addSchema(
			{ $id: 'api', components: { schemas: mapped(components.schemas, jsonSchema) } },
			'api',
		);
		this.#operations = Object.entries(paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => ({
				method: method.toUpperCase(),
				pattern: new RegExp(`^/api/v3${path.replace(/\{\w+\}/g, '[^/]+')}$`),
				path,
				operation,
			})),
		);
	}

	/** The violations of these exchanges, each once, and how many of them are known. */
	check(exchanges: Exchange[]): { violations: string[]; known: number } {
		const found = new Map<string, { times: number; about: string }>();
		for (const exchange of exchanges) {
			for (const what of this.#problems(exchange)) {
				const seen = found.get(what) ?? { times: 0, about: exchange.about };
				found.set(what, { ...seen, times: seen.times + 1 });
			}
		}
		const all = [...found];
		const open = all.filter(
			([what]) => !isKnownDeviation(what, this.version) && !this.#isNewer(what),
		);
		const violations = open.map(
			([what, { times, about }]) => `${what} (${times}×, first in: ${about})`,
		);
		return { violations, known: all.length - open.length };
	}

	/** Whether a file that is older than the release lacks what the node's table of releases has. */
	#isNewer(what: string): boolean {
		if (this.version === this.release) return false;
		const isHere = (span?: Span) => span !== undefined && inSpan(this.release, span);
		const [, field] = /must NOT have additional properties (\w+)$/.exec(what) ?? [];
		if (field) return FACTS.some(({ fields }) => isHere(fields[field]));
		const [, chosen] = /\.(\w+) must be equal to one of the allowed values/.exec(what) ?? [];
		return FACTS.some(({ values }) => Object.values(values[chosen] ?? {}).some(isHere));
	}

	#problems({ method, path, query, body, type, status = 0, answer }: Exchange): string[] {
		// Literal paths win over those with a placeholder: used_by/ over {id}/.
		const fitting = this.#operations
			.filter((one) => one.method === method && one.pattern.test(path))
			.sort((a, b) => a.path.split('{').length - b.path.split('{').length);
		const [best] = fitting;
		if (!best)
			return [
				`${method} ${path.replace('/api/v3', '').replace(/[0-9a-f-]{36}|\d+/g, '…')}: no such operation`,
			];
		const { operation } = best;
		const prefix = `${method} ${best.path}`;
		return [
			...this.#queryProblems(operation, query),
			...this.#bodyProblems(operation, body, type, status),
			...this.#answerProblems(operation, status, answer),
		].map((what) => `${prefix}: ${what}`);
	}

	#queryProblems({ parameters: declared = [] }: Operation, query: string): string[] {
		const parameters = declared.map((one) => (one.$ref ? this.#parameters[lastOf(one.$ref)] : one));
		const sent = new URLSearchParams(query);
		return [...new Set(sent.keys())].flatMap((name) => {
			const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
			if (!parameter) return [`query ${name}: unknown`];
			const { schema } = parameter;
			const values = sent.getAll(name).map((one) => coerced(one, schema.items ?? schema));
			return this.#complaints(schema, schema.items ? values : values[0], `query ${name}`);
		});
	}

	#bodyProblems(
		{ requestBody }: Operation,
		body: unknown,
		type: string | undefined,
		status: number,
	): string[] {
		// What authentik refuses need not match; the test sends it on purpose.
		const isRefused = status >= 400;
		if (body === undefined)
			return requestBody?.required && !isRefused ? ['request: a body is required'] : [];
		const schema = requestBody?.content?.['application/json']?.schema;
		if (!schema) return ['request: takes no body'];
		if (!type?.startsWith('application/json')) return [`request: sent as ${type}`];
		return isRefused ? [] : this.#complaints(schema, body, 'request');
	}

	#answerProblems({ responses }: Operation, status: number, answer: unknown): string[] {
		const given = responses[String(status)];
		if (!given) return [`answer ${status}: not in the schema`];
		const { content } = given.$ref ? this.#responses[lastOf(given.$ref)] : given;
		const schema = content?.['application/json']?.schema;
		if (!schema) return answer === undefined ? [] : [`answer ${status}: has a body`];
		return this.#complaints(schema, answer, `answer ${status}`);
	}

	#complaints(schema: Schema, value: unknown, where: string): string[] {
		const key = JSON.stringify(schema);
		const validate = this.#compiled.get(key) ?? this.#ajv.compile(jsonSchema(schema));
		this.#compiled.set(key, validate);
		if (validate(value)) return [];
		return telling(validate.errors ?? []).map(({ instancePath, message, params }) => {
			const place = instancePath.replace(/\/\d+/g, '[]').replaceAll('/', '.');
			const detail = params.additionalProperty ?? params.allowedValues ?? '';
			return `${where}${place} ${message} ${detail}`.trim();
		});
	}
}

/** Omits the errors that only say that a value is not null either, where it need not be: see jsonSchema(). */
function telling(errors: ErrorObject[]): ErrorObject[] {
	return errors.filter(({ keyword, params }) => keyword !== 'anyOf' && params.type !== 'null');
}

function lastOf(reference: string): string {
	return reference.slice(reference.lastIndexOf('/') + 1);
}

/** A query's text as the type in the schema. */
function coerced(text: string, { type }: Schema): string | number | boolean {
	if (type === 'integer' || type === 'number') return text === '' ? text : Number(text);
	if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
	return text;
}

/** OpenAPI 3.0's schema as JSON Schema; unnamed properties are forbidden. */
function jsonSchema(schema: Schema): Schema {
	const { nullable, $ref, properties, items, additionalProperties, ...rest } = schema;
	const result: Schema = { ...rest };
	for (const name of ['allOf', 'anyOf', 'oneOf'] as const) {
		result[name] &&= result[name].map(jsonSchema);
	}
	if ($ref) result.$ref = $ref.replace('#/', 'api#/');
	if (properties) {
		result.properties = mapped(properties, jsonSchema);
		result.additionalProperties = additionalProperties ? othersOf(additionalProperties) : false;
	} else if (additionalProperties !== undefined) {
		result.additionalProperties = othersOf(additionalProperties);
	}
	if (items) result.items = jsonSchema(items);
	delete result.discriminator;
	return nullable ? { anyOf: [result, { type: 'null' }] } : result;
}

/** The rule for properties that a schema does not name. */
function othersOf(additional: boolean | Schema): boolean | Schema {
	return typeof additional === 'object' ? jsonSchema(additional) : additional;
}

function mapped<From, To>(
	object: Record<string, From>,
	change: (value: From) => To,
): Record<string, To> {
	return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
