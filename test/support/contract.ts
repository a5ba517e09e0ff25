/**
 * What contract tests have in common. The official client of a release states what its API accepts and returns: the
 * node must send what the client sends, and the client must understand all that the sandbox answers.
 */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { ModelFacts, Release } from '../../nodes/Authentik/shared/releases';
import { inSpan } from '../../nodes/Authentik/shared/releases';
import type { RequestRecord, Sandbox } from '../../sandbox';
import { camelCase, keysLost } from './clients';
import { locator, requestsTo } from './node';
import type { Sample } from './values/kind';

/** n8n treats a text that starts with "=" as an expression; authentik refuses NUL characters. */
export const plainText = fc
	.string({ minLength: 1, unit: 'grapheme' })
	.filter((text) => !/^=|\0|^\s*$/u.test(text));

/** Names by which authentik finds objects, as they are sent: trimmed, in NFC, without invisible characters. */
export const nameText = plainText
	.map((text) => text.normalize('NFC').trim())
	.filter(
		(text) =>
			!/^$|^=|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]|(?! )\p{Zs}/u.test(text),
	);

/** Tokens as they are sent. */
export const tokenText = fc.stringMatching(/^[\x21-\x3c\x3e-\x7e][\x21-\x7e]{0,60}$/);

export const slugText = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);

/** JSON objects; n8n itself removes keys that could change JavaScript's prototypes from every JSON parameter. */
export const jsonObject = fc
	.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4, noNullPrototype: true })
	.map((object) => JSON.stringify(object))
	.filter((json) => !/"(?:__proto__|prototype|constructor)"/.test(json))
	.map((json): Sample => ({ given: json, sent: JSON.parse(json) as unknown }));

/** An ID in a locator; an empty one clears the field. */
export const uuidOrEmpty = fc
	.option(fc.uuid())
	.map((id): Sample => ({ given: locator(id ?? ''), sent: id }));

/** Future moments, as the node sends them and as the client expects them. */
export const future = fc
	.date({ min: new Date('2999-01-01'), max: new Date('3999-01-01'), noInvalidDate: true })
	.map((date): Sample => ({ given: date.toISOString(), sent: date }));

/** Any of the fields that a release has. */
export const someFields = (
	samples: Record<string, fc.Arbitrary<Sample>>,
	release: Release,
	{ fields }: ModelFacts,
) =>
	fc.record(
		Object.fromEntries(Object.entries(samples).filter(([name]) => inSpan(release, fields[name]))),
		{ requiredKeys: [] },
	);

type Fields = Record<string, Sample | undefined>;

/** Fields as the node's parameters, or as the client sends them. */
export const part = (fields: Fields, of: 'given' | 'sent') =>
	Object.fromEntries(Object.entries(fields).map(([name, one]) => [camelCase(name), one?.[of]]));

/** What equivalent requests have in common: the order in the query does not count. */
export const wire = ({ method, path, query, body }: RequestRecord) => ({
	method,
	path,
	query: [...new URLSearchParams(query)].sort(),
	body,
});

/** The requests of the operation itself; the permission check comes along the way. */
const isAsked = ({ path }: RequestRecord) => path !== '/api/v3/core/users/me/';

/** The requests that change something: an operation of more than one request reads first. */
const isWrite = ({ method }: RequestRecord) => method !== 'GET';

type Send = () => Promise<unknown>;

/**
 * Lets the node and then the client send a request, and compares them.
 * @returns the node's request
 */
export async function expectSameRequest(sandbox: Sandbox, node: Send, client: Send) {
	return await expectSameOne(sandbox, node, client, isAsked);
}

/** The same for an operation that reads before it writes. */
export async function expectSameWrite(sandbox: Sandbox, node: Send, client: Send) {
	return await expectSameOne(sandbox, node, client, isWrite);
}

/** The same for an operation of more than one request, and as many calls of the client. */
export async function expectSameRequests(sandbox: Sandbox, node: Send, calls: Send[]) {
	const ours = await sentBy(sandbox, [node]);
	expect(ours).toHaveLength(calls.length);
	expect(ours).toEqual(await sentBy(sandbox, calls));
}

/**
 * Lets the node and then the client change any of some fields, and compares what arrived: these fields and no others.
 * @param node receives the values as the user enters them, by the names of the UI
 * @param client receives them as the client accepts them
 */
export async function expectSameUpdates(
	{ sandbox, fields, numRuns }: { sandbox: Sandbox; fields: fc.Arbitrary<Fields>; numRuns: number },
	node: (updateFields: IDataObject) => Promise<unknown>,
	client: (request: object) => Promise<unknown>,
) {
	const some = fields.filter((record) => Object.keys(record).length > 0);
	const isSame = fc.asyncProperty(some, async (record) => {
		const { body } = await expectSameRequest(
			sandbox,
			async () => await node(part(record, 'given') as IDataObject),
			async () => await client(part(record, 'sent')),
		);
		expect(Object.keys(body as object).sort()).toEqual(Object.keys(record).sort());
	});
	await fc.assert(isSame, { numRuns });
}

async function expectSameOne(
	sandbox: Sandbox,
	node: Send,
	client: Send,
	counts: (request: RequestRecord) => boolean,
) {
	const ours = await sentBy(sandbox, [node], counts);
	expect(ours).toHaveLength(1);
	expect(ours).toEqual(await sentBy(sandbox, [client], counts));
	return ours[0];
}

async function sentBy(sandbox: Sandbox, calls: Send[], counts = isAsked) {
	sandbox.clearLog();
	for (const call of calls) await call().catch((refused: unknown) => refused);
	return requestsTo(sandbox).filter(counts).map(wire);
}

/** Compares answers with what the client reads of them: it has each of their keys. */
export function expectKnown(answers: IDataObject[], read: (answer: IDataObject) => object) {
	expect(answers.length).toBeGreaterThan(0);
	for (const answer of answers) expect(keysLost(answer, read(answer))).toEqual([]);
}
