import type { Version } from '../shared/apiTypes';
import type { Release } from '../shared/releases';
import { RELEASES } from '../shared/releases';
import { request } from './request';
import type { Sender } from './session';
import { sessionOf } from './session';

const REMEMBER_MS = 10 * 60 * 1000;

const known = new Map<string, { release: Promise<Release | undefined>; until: number }>();

/**
 * The release of the server that `sender` sends to, read once from `admin/version/` (allowed for every token) and
 * cached for ten minutes. Best effort: undefined if it can't be read.
 */
export async function releaseOf(sender: Sender): Promise<Release | undefined> {
	const { server } = await sessionOf(sender);
	const remembered = known.get(server);
	if (remembered && remembered.until > Date.now()) return await remembered.release;
	const release = readRelease(sender).catch(() => {
		known.delete(server);
		return undefined;
	});
	known.set(server, { release, until: Date.now() + REMEMBER_MS });
	return await release;
}

/**
 * The release of the server, read without the cache.
 * @throws NodeApiError see exchange()
 */
export async function readRelease(sender: Sender): Promise<Release | undefined> {
	const { version_current } = await request<Version>(
		sender,
		{ url: '/admin/version/' },
		{ permissions: [] },
	);
	return releaseFrom(version_current);
}

/** The newest release in the table that is not newer than this version, such as `2025.12.4`. */
export function releaseFrom(version = ''): Release | undefined {
	const [year, month] = version.split('.').map(Number);
	return [...RELEASES].reverse().find((release) => {
		const [releaseYear, releaseMonth] = release.split('.').map(Number);
		return releaseYear < year || (releaseYear === year && releaseMonth <= month);
	});
}
