import type { Authentik } from '../../core/call';
import type { ApplicationRow, UserRow } from '../../core/state/models';
import { isPassing } from './engine';

/** Whether an application's bindings let a user open it. Without bindings, everyone may. */
export function mayOpen(
	{ pk, policy_engine_mode }: ApplicationRow,
	user: UserRow | undefined,
	authentik: Authentik,
): boolean {
	const mode = policy_engine_mode === 'all' ? 'all' : 'any';
	return isPassing({ pk, mode, whenEmpty: true }, { user }, authentik);
}
