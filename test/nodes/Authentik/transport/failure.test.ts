/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
/** Errors as n8n creates them, with the real class of the newest version and of one that hides the cause. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { Refusal } from '../../../../nodes/Authentik/rules/refusal';
import { apiError } from '../../../../nodes/Authentik/transport/apiError';
import {
	detailsOf,
	failureOf,
	hasStatus,
	isNodeError,
	isUnreachable,
} from '../../../../nodes/Authentik/transport/failure';
import { UnexpectedResponse } from '../../../../nodes/Authentik/transport/apiResponse';
import { authentikNode } from '../../../support/engine';

const old = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow-2.20');
const node = authentikNode({}) as INode;

const HEADERS = { 'x-authentik-id': 'abc' };

/** What axios throws for an answer that n8n does not treat as a success. */
function refused(status: number, data: unknown): Error {
	return Object.assign(new Error(`Request failed with status code ${status}`), {
		code: 'ERR_BAD_REQUEST',
		status,
		response: { status, data, headers: HEADERS },
	});
}

const broken = (message: string, code: string) => Object.assign(new Error(message), { code });

/** What n8n throws instead of an error, which it treats as JSON. */
const thrownAs = (NodeError: typeof NodeApiError, error: unknown) =>
	new NodeError(node, error as JsonObject);

it('the older class hides the cause, the newer does not', () => {
	const hides = [NodeApiError, old.NodeApiError].map(
		(NodeError) => thrownAs(NodeError, refused(403, {})).cause,
	);
	expect(hides).toEqual([expect.any(Error), undefined]);
});

describe.each([
	['2.40', NodeApiError, true],
	['2.20', old.NodeApiError, false],
])('n8n %s', (_version, NodeError, keepsCause) => {
	const thrown = (error: Error) => thrownAs(NodeError, error);

	it.each<[string, unknown, unknown]>([
		['a JSON object', { detail: 'No.' }, { detail: 'No.' }],
		['a web page', '<html>', keepsCause ? '<html>' : ''],
		['a list', ['No.'], keepsCause ? ['No.'] : ''],
		['nothing', '', ''],
	])('an answer with %s', (_what, data, body) => {
		expect(failureOf(thrown(refused(403, data)))).toEqual({
			response: { statusCode: 403, body, headers: keepsCause ? HEADERS : {} },
		});
	});

	it.each([
		['connect ECONNREFUSED 127.0.0.1:9000', 'ECONNREFUSED'],
		['getaddrinfo ENOTFOUND auth.example.com', 'ENOTFOUND'],
		['timeout of 50ms exceeded', 'ECONNABORTED'],
		['socket hang up', 'ECONNRESET'],
		['self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['Client authentication failed', 'EAUTH'],
	])('a connection: %s', (reason, code) => {
		expect(failureOf(thrown(broken(reason, code)))).toEqual({ code, reason });
	});

	it('an answer that broke off', () => {
		const reason = 'stream has been aborted';
		const error = Object.assign(broken(reason, 'ERR_BAD_RESPONSE'), {
			status: 200,
			response: { status: 200, headers: HEADERS },
		});
		expect(failureOf(thrown(error))).toEqual({ code: 'ERR_BAD_RESPONSE', reason });
	});

	it('a token endpoint that answers with a web page', () => {
		const reason = 'HTTP status 500';
		const error = Object.assign(broken(reason, 'ESTATUS'), { status: 500, body: '<html>' });
		expect(failureOf(thrown(error))).toEqual({ code: 'ESTATUS', reason });
	});

	it('a refusal by n8n itself is not one', () => {
		expect(failureOf(thrown(new Error('OAuth credentials not connected')))).toBeUndefined();
	});

	it('an error of this package is not one, but has its status', () => {
		const error = new NodeError(node, {}, { message: 'No (HTTP 404).', httpCode: '404' });
		expect(failureOf(error)).toBeUndefined();
		expect([hasStatus(error, 404), hasStatus(error, 403, 405)]).toEqual([true, false]);
		expect(isUnreachable(error)).toBe(false);
	});

	it.each([undefined, '502', '503', '504'])('nobody answered: %s', (httpCode) => {
		expect(isUnreachable(new NodeError(node, {}, { message: 'No.', httpCode }))).toBe(true);
	});

	it('recognizes n8n’s own errors', () => {
		const { NodeOperationError: OperationError } = keepsCause ? { NodeOperationError } : old;
		expect(isNodeError(new NodeError(node, {}))).toBe(true);
		expect(isNodeError(new OperationError(node, 'No.'))).toBe(true);
		expect(isUnreachable(new OperationError(node, 'No.'))).toBe(false);
	});
});

it('an answer that this package found wrong', () => {
	const response = { statusCode: 200, body: '<html>', headers: {} };
	expect(failureOf(new UnexpectedResponse(response))).toEqual({ response });
});

it.each([[undefined], [null], ['text'], [new Error('x')], [new Refusal('No.')]])(
	'%p is none of them',
	(error) => {
		expect(failureOf(error)).toBeUndefined();
		expect([isNodeError(error), isUnreachable(error), hasStatus(error, 404)]).toEqual([
			false,
			false,
			false,
		]);
	},
);

it('details are passed from one error to the next', () => {
	const details = {
		message: 'No.',
		description: 'Do that.',
		httpCode: '403',
		permissions: ['app.view_thing'],
		requestId: 'abc',
	};
	expect(detailsOf(apiError({ getNode: () => node }, details, 3))).toEqual(details);
	expect(detailsOf(new Refusal('No.', 'Do that.'))).toEqual({
		message: 'No.',
		description: 'Do that.',
	});
	expect(detailsOf(new Error('No.'))).toEqual({ message: 'No.' });
});

it('nothing else recognizes errors of n8n', () => {
	const root = path.resolve(__dirname, '../../../../nodes/Authentik');
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
		(file) => file.endsWith('.ts') && path.basename(file) !== 'failure.ts',
	);
	expect(files.length).toBeGreaterThan(50);
	const found = files.filter((file) =>
		/instanceof Node\w*Error|httpCode\s*[!=]==|\.cause\b|'NodeApiError'/.test(
			readFileSync(path.join(root, file), 'utf8'),
		),
	);
	expect(found).toEqual([]);
});
