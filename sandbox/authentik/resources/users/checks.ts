import type { UserRow } from '../../../core/state/models';
import { invalid } from '../../../drf/errors';
import type { Scope } from '../../../drf/field';

/** A path has no empty parts. */
export function checkPath(value: unknown): void {
	const path = String(value);
	if (path.startsWith('/') || path.endsWith('/'))
		throw invalid('No leading or trailing slashes allowed.');
	if (path.split('/').includes('')) throw invalid('No empty segments in user path allowed.');
}

/** Some kinds of users are only for authentik itself. */
export function checkType(value: unknown, { row }: Scope): void {
	const before = (row as UserRow | undefined)?.type;
	if (value === 'internal_service_account' && before !== value)
		throw invalid('Setting a user to internal service account is not allowed.');
	if (before === 'internal_service_account' && before !== value)
		throw invalid("Can't change internal service account to other user type.");
}
