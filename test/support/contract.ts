/** What the judge tests have in common: inputs of every kind, and requests in a form that can be compared. */
import * as fc from 'fast-check';

import type { RequestRecord, Sandbox } from '../../sandbox';
import { requestsTo } from './node';

/** A field as the user gives it to the node, and what the API is to receive. */
export interface Sample {
	given: unknown;
	sent: unknown;
}

/** Values that go through as they are. */
export const same = (arbitrary: fc.Arbitrary<unknown>) =>
	arbitrary.map((value): Sample => ({ given: value, sent: value }));

/** n8n takes a text that begins with "=" for an expression; authentik refuses NUL characters. */
export const plainText = fc
	.string({ minLength: 1, unit: 'grapheme' })
	.filter((text) => !/^=|\0|^\s*$/u.test(text));

/** Names by which authentik finds objects, as they are sent: trimmed, in NFC, all of it seen. */
export const nameText = plainText
	.map((text) => text.normalize('NFC').trim())
	.filter(
		(text) =>
			!/^$|^=|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]|(?! )\p{Zs}/u.test(text),
	);

/** Tokens as they are sent. */
export const tokenText = fc.stringMatching(/^[\x21-\x3c\x3e-\x7e][\x21-\x7e]{0,60}$/);

export const slugText = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);

/** JSON objects; n8n itself takes keys that could change JavaScript's prototypes out of every JSON parameter. */
export const jsonObject = fc
	.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4, noNullPrototype: true })
	.map((object) => JSON.stringify(object))
	.filter((json) => !/"(?:__proto__|prototype|constructor)"/.test(json))
	.map((json): Sample => ({ given: json, sent: JSON.parse(json) as unknown }));

/** Moments to come, as the node sends them and as the client wants them. */
export const future = fc
	.date({ min: new Date('2999-01-01'), max: new Date('3999-01-01'), noInvalidDate: true })
	.map((date): Sample => ({ given: date.toISOString(), sent: date }));

/** What is the same of two requests that mean the same: the order in the query does not count. */
const wire = ({ method, path, query, body }: RequestRecord) => ({
	method,
	path,
	query: [...new URLSearchParams(query)].sort(),
	body,
});

/** What an operation is there for; who may do it is found out on the way. */
const isAsked = ({ path }: RequestRecord) => path !== '/api/v3/core/users/me/';

/** What changes something: an operation of several requests looks first. */
const isWrite = ({ method }: RequestRecord) => method !== 'GET';

type Send = () => Promise<unknown>;

/**
 * Lets the node and then the client send, and compares what arrived.
 * @returns the node's request
 */
export async function expectSameRequest(sandbox: Sandbox, node: Send, client: Send) {
	return await expectSame(sandbox, node, client, isAsked);
}

/** The same for an operation that looks before it writes. */
export async function expectSameWrite(sandbox: Sandbox, node: Send, client: Send) {
	return await expectSame(sandbox, node, client, isWrite);
}

async function expectSame(
	sandbox: Sandbox,
	node: Send,
	client: Send,
	counts: (request: RequestRecord) => boolean,
) {
	sandbox.clearLog();
	await node();
	await client().catch((refused: unknown) => refused);
	const [ours, theirs, ...more] = requestsTo(sandbox).filter(counts).map(wire);
	expect(more).toEqual([]);
	expect(theirs).toBeDefined();
	expect(ours).toEqual(theirs);
	return ours;
}
