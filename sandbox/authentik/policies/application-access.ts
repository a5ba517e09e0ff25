import type { Authentik } from '../../core/call';
import type { ApplicationRow, UserRow } from '../../core/state/models';
import { isPassing } from './engine';

/** Whether what is bound to an application lets a user open it. Nothing is bound: anybody may. */
export function mayOpen(
	{ pk, policy_engine_mode }: ApplicationRow,
	user: UserRow | undefined,
	authentik: Authentik,
): boolean {
	const mode = policy_engine_mode === 'all' ? 'all' : 'any';
	return isPassing({ pk, mode, whenEmpty: true }, { user }, authentik);
}
