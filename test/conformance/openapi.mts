/** Holds what was sent and answered to authentik's own OpenAPI file of the release. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { load } from 'js-yaml';

import * as table from '../../nodes/Authentik/shared/releases.ts';
import { isKnown } from './known.mts';

const { inSpan, RELEASES } = table;
const FACTS = Object.entries(table).flatMap(([name, facts]) =>
	name.endsWith('Facts') ? [facts] : [],
);

const require = createRequire(import.meta.url);
const addFormats = require('ajv-formats');
const { default: Ajv } = createRequire(require.resolve('ajv-formats'))('ajv');

/**
 * Where the files are: `authentik-<release>.yml`. They are authentik's work and not copied into this
 * repository, so that whoever wants the check names the folder.
 */
const { OPENAPI } = process.env;

/** Why nothing is held to authentik's OpenAPI files; undefined if the folder is there. */
export function whyUnchecked() {
	if (!OPENAPI) return 'OPENAPI does not name a folder with the files authentik-<release>.yml';
	return existsSync(OPENAPI) ? undefined : `the folder ${OPENAPI} of OPENAPI does not exist`;
}

/** The contract of a release, from its own file or the newest older one; undefined without any. */
export async function contractOf(release) {
	if (whyUnchecked()) return undefined;
	const files = readdirSync(OPENAPI).flatMap((name) => {
		const [, version, of] = /^authentik-((\d+\.\d+).*)\.yml$/.exec(name) ?? [];
		return of && at(of) <= at(release) ? [{ name, version, at: at(of) }] : [];
	});
	const best = files.sort((a, b) => b.at - a.at)[0];
	if (!best) return undefined;
	const document = load(readFileSync(join(OPENAPI, best.name), 'utf8'));
	return new Contract(document, best.version, release);
}

function at(release) {
	return RELEASES.indexOf(release);
}

class Contract {
	constructor(document, version, release) {
		Object.assign(this, { version, release });
		const { components, paths } = document;
		this.ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
		addFormats(this.ajv);
		this.responses = components.responses ?? {};
		this.parameters = components.parameters ?? {};
		this.ajv.addSchema(
			{ $id: 'api', components: { schemas: mapped(components.schemas, jsonSchema) } },
			'api',
		);
		this.operations = Object.entries(paths).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => ({
				method: method.toUpperCase(),
				pattern: new RegExp(`^/api/v3${path.replace(/\{\w+\}/g, '[^/]+')}$`),
				path,
				operation,
			})),
		);
		this.compiled = new Map();
	}

	/** What is wrong with these exchanges, each thing once, and how many of them are known. */
	check(exchanges) {
		const found = new Map();
		for (const exchange of exchanges) {
			for (const what of this.#problems(exchange)) {
				const seen = found.get(what) ?? { times: 0, about: exchange.about };
				found.set(what, { ...seen, times: seen.times + 1 });
			}
		}
		const all = [...found];
		const open = all.filter(([what]) => !isKnown(what, this.version) && !this.#isNewer(what));
		const violations = open.map(
			([what, { times, about }]) => `${what} (${times}×, first in: ${about})`,
		);
		return { violations, known: all.length - open.length };
	}

	/** Whether a file that is older than the release does not know what the node's table of releases does. */
	#isNewer(what) {
		if (this.version === this.release) return false;
		const isHere = (span) => span !== undefined && inSpan(this.release, span);
		const [, field] = /must NOT have additional properties (\w+)$/.exec(what) ?? [];
		if (field) return FACTS.some(({ fields }) => isHere(fields[field]));
		const [, chosen] = /\.(\w+) must be equal to one of the allowed values/.exec(what) ?? [];
		return FACTS.some(({ values }) => Object.values(values[chosen] ?? {}).some(isHere));
	}

	#problems({ method, path, query, body, type, status, answer }) {
		// Literal paths win over those with a placeholder: used_by/ over {id}/.
		const fitting = this.operations
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

	#queryProblems({ parameters: declared = [] }, query) {
		const parameters = declared.map((one) => (one.$ref ? this.parameters[lastOf(one.$ref)] : one));
		const sent = new URLSearchParams(query);
		return [...new Set(sent.keys())].flatMap((name) => {
			const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
			if (!parameter) return [`query ${name}: unknown`];
			const { schema } = parameter;
			const values = sent.getAll(name).map((one) => coerced(one, schema.items ?? schema));
			return this.#complaints(schema, schema.items ? values : values[0], `query ${name}`);
		});
	}

	#bodyProblems({ requestBody }, body, type, status) {
		// What authentik refuses need not fit; it is in the test on purpose.
		const isRefused = status >= 400;
		if (body === undefined)
			return requestBody?.required && !isRefused ? ['request: a body is required'] : [];
		const schema = requestBody?.content?.['application/json']?.schema;
		if (!schema) return ['request: takes no body'];
		if (!type?.startsWith('application/json')) return [`request: sent as ${type}`];
		return isRefused ? [] : this.#complaints(schema, body, 'request');
	}

	#answerProblems({ responses }, status, answer) {
		const given = responses[String(status)];
		if (!given) return [`answer ${status}: not in the schema`];
		const { content } = given.$ref ? this.responses[lastOf(given.$ref)] : given;
		const schema = content?.['application/json']?.schema;
		if (!schema) return answer === undefined ? [] : [`answer ${status}: has a body`];
		return this.#complaints(schema, answer, `answer ${status}`);
	}

	#complaints(schema, value, where) {
		const key = JSON.stringify(schema);
		if (!this.compiled.has(key)) this.compiled.set(key, this.ajv.compile(jsonSchema(schema)));
		const validate = this.compiled.get(key);
		if (validate(value)) return [];
		return telling(validate.errors).map(({ instancePath, message, params }) => {
			const place = instancePath.replace(/\/\d+/g, '[]').replaceAll('/', '.');
			const detail = params.additionalProperty ?? params.allowedValues ?? '';
			return `${where}${place} ${message} ${detail}`.trim();
		});
	}
}

/** Without those that only say that a value is not null either, where it need not be: see jsonSchema(). */
function telling(errors) {
	return errors.filter(({ keyword, params }) => keyword !== 'anyOf' && params.type !== 'null');
}

function lastOf(reference) {
	return reference.split('/').pop();
}

/** A query's text as the type that the schema wants. */
function coerced(text, { type }) {
	if (type === 'integer' || type === 'number') return text === '' ? text : Number(text);
	if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
	return text;
}

/** OpenAPI 3.0's schema as JSON Schema; what it does not name must not be there. */
function jsonSchema(schema) {
	if (typeof schema !== 'object' || schema === null) return schema;
	const { nullable, $ref, properties, items, additionalProperties, ...rest } = schema;
	const result = { ...rest };
	for (const name of ['allOf', 'anyOf', 'oneOf']) {
		if (rest[name]) result[name] = rest[name].map(jsonSchema);
	}
	if ($ref) result.$ref = $ref.replace('#/', 'api#/');
	if (properties) {
		result.properties = mapped(properties, jsonSchema);
		result.additionalProperties = additionalProperties ? jsonSchema(additionalProperties) : false;
	} else if (additionalProperties !== undefined) {
		result.additionalProperties = jsonSchema(additionalProperties);
	}
	if (items) result.items = jsonSchema(items);
	delete result.discriminator;
	return nullable ? { anyOf: [result, { type: 'null' }] } : result;
}

function mapped(object, change) {
	return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
