import type { Failure } from '../../../../nodes/Authentik/transport/failure';
import { pause, retriesAfter, retryDelay } from '../../../../nodes/Authentik/transport/retry';

const status = (statusCode: number, headers = {}, body: object | string = ''): Failure => ({
	response: { statusCode, headers, body },
});
const code = (name: string): Failure => ({ code: name, reason: name });

const plain = status(500, { 'content-type': 'text/plain' }, 'Internal Server Error');

const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'POST'];

/** The methods that are retried this many times. */
const repeated = (failure: Failure, times: number) =>
	METHODS.filter((method) => retriesAfter(method, failure) === times);

it.each<[string, Failure]>([
	['429', status(429)],
	['503', status(503)],
	['a refused connection', code('ECONNREFUSED')],
	['the start-up notice with status 200', status(200, {}, { error: 'authentik starting' })],
])('repeats every method after %s: authentik cannot have acted', (_what, failure) => {
	expect(repeated(failure, 4)).toEqual(METHODS);
});

it.each<[string, Failure]>([
	['502', status(502)],
	['504', status(504)],
	["a plain 500 of authentik's web server", plain],
	['a reset', code('ECONNRESET')],
	['a timeout', code('ECONNABORTED')],
	['a timeout of the connection', code('ETIMEDOUT')],
	['a pipe that broke', code('EPIPE')],
	['an answer that broke off', code('ERR_BAD_RESPONSE')],
])('repeats all but POST after %s: authentik may have acted', (_what, failure) => {
	expect(repeated(failure, 4)).toEqual(['GET', 'PUT', 'PATCH', 'DELETE']);
	expect(repeated(failure, 0)).toEqual(['POST']);
});

it.each<[string, Failure]>([
	['400', status(400)],
	['400 with nothing but an error', status(400, {}, { error: 'No addresses' })],
	['403', status(403)],
	['404', status(404)],
	['405 with words', status(405, {}, { detail: 'Method "DELETE" not allowed.' })],
	['405 of a proxy', status(405, { 'content-type': 'text/html' }, '<html>')],
	["500 with authentik's page", status(500, { 'content-type': 'text/html' }, '<html>')],
	['500 with JSON', status(500, { 'content-type': 'application/json' }, {})],
	['a certificate', code('DEPTH_ZERO_SELF_SIGNED_CERT')],
	['an unknown name', code('ENOTFOUND')],
])('repeats nothing after %s', (_what, failure) => {
	expect(repeated(failure, 0)).toEqual(METHODS);
});

it('repeats a deletion that made authentik crash for about a minute, and nothing else', () => {
	const crash = status(405);
	expect(repeated(crash, 0)).toEqual(['GET', 'PUT', 'PATCH', 'POST']);
	const pauses = Array.from({ length: retriesAfter('DELETE', crash) }, (_, index) =>
		retryDelay(index + 1, crash),
	);
	const seconds = pauses.reduce((sum, wait) => sum + wait) / 1000;
	expect(seconds).toBeGreaterThan(40);
	expect(seconds).toBeLessThan(95);
});

it('waits twice as long each time, with jitter', () => {
	for (const [index, longest] of [500, 1000, 2000, 4000].entries()) {
		const waits = Array.from({ length: 50 }, () => retryDelay(index + 1, status(503)));
		expect(Math.min(...waits)).toBeGreaterThanOrEqual(longest / 2);
		expect(Math.max(...waits)).toBeLessThanOrEqual(longest);
		expect(new Set(waits).size).toBeGreaterThan(1);
	}
});

it('waits for the time that the server requests, up to 30 seconds', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	const after = (value: string) => retryDelay(1, status(503, { 'retry-after': value }), now);
	expect(after('0')).toBe(0);
	expect(after('7')).toBe(7000);
	expect(after('3600')).toBe(30_000);
	expect(after('Thu, 01 Jan 2026 00:00:05 GMT')).toBe(5000);
	expect(after('Wed, 31 Dec 2025 00:00:00 GMT')).toBe(0);
	expect(after('soon')).toBeLessThanOrEqual(500);
});

it('stops waiting when the execution is canceled', async () => {
	const controller = new AbortController();
	const paused = pause(900, controller.signal);
	controller.abort(new Error('stopped'));
	await expect(paused).rejects.toThrow('stopped');
	await expect(pause(900, controller.signal)).rejects.toThrow('stopped');
});
