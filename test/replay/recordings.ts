/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- it runs in Node, never in n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the recordings are: a folder per version, a file per scenario. */
export const FOLDER = join(__dirname, '..', 'recordings');

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
	[key: string]: Json;
}

/** The values of `{name}`. */
export type Variables = Record<string, Json>;

/** A file of `test/recordings`, whose README explains the format. */
export interface Recording {
	release: string;
	scenario: string;
	about: string;
	steps: Step[];
}

/** A request with its answer, or what has reached a receiver since the previous step. */
export type Step = Exchange | Observation;

export interface Exchange {
	name: string;
	request: RecordedRequest;
	response: RecordedResponse;
	/** Variables, and the paths of their values in the answer. */
	save?: Record<string, string>;
	note?: string;
}

export interface Observation {
	name: string;
	observed: Call[];
	note?: string;
}

export interface RecordedRequest {
	method: string;
	path: string;
	auth: string | null;
	headers?: Record<string, string>;
	body?: Json;
	raw?: string;
	content_type?: string;
	form?: Record<string, string>;
	outside_api?: boolean;
}

export interface RecordedResponse {
	status: number;
	content_type?: string;
	headers?: { allow?: string };
	body?: Json;
	text?: string;
}

/** A request that reached the SCIM target or the webhook. */
export interface Call {
	method: string;
	path: string;
	headers?: Record<string, string>;
	body: Json;
}

/** Reads a recording. Throws if the file does not exist. */
export function readRecording(version: string, scenario: string): Recording {
	return JSON.parse(readFileSync(join(FOLDER, version, `${scenario}.json`), 'utf8')) as Recording;
}

/** Whether the step shows an accident of the recorded run instead of a rule. */
export function isAccident({ note }: Step): boolean {
	return note?.endsWith('Not to be replayed.') ?? false;
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: Json | undefined): Json[] {
	return Array.isArray(value) ? value : [];
}

/** The value at a path such as `results.0.pk`; undefined if there is none. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
	return path
		.split('.')
		.reduce<
			Json | undefined
		>((part, key) => (typeof part === 'object' && part !== null ? (part as JsonObject)[key] : undefined), value);
}

/** A recorded value with the matches of `pattern` in its JSON replaced. */
export function replacedIn(
	value: Json | undefined,
	pattern: RegExp,
	replacement: string,
): Json | undefined {
	if (value === undefined) return undefined;
	return JSON.parse(JSON.stringify(value).replace(pattern, replacement)) as Json;
}
