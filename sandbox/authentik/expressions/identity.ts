import { createHash } from 'node:crypto';

import type { UserRow } from '../../core/state/models';

/** The identifier that does not change when the user is renamed. */
export function uidOf({ uuid }: UserRow): string {
	return createHash('sha256').update(uuid).digest('hex');
}

/** The picture of a user who has none: the initials. */
export function avatarOf({ name, username }: UserRow): string {
	const words = (name || username).split(' ');
	const initials = words
		.map(([first = '']) => first)
		.slice(0, 2)
		.join('');
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><text x="32" y="40" text-anchor="middle">${initials.toUpperCase()}</text></svg>`;
	return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
