import type { ApplicationRow, ProviderRow } from './models';
import type { State } from './state';

/** The application whose one provider this is. */
export function applicationOf(state: State, { pk }: ProviderRow): ApplicationRow | undefined {
	return state.applications.find(({ provider }) => provider === pk);
}

/** The application that this provider serves behind the scenes. */
export function backchannelOf(state: State, { pk }: ProviderRow): ApplicationRow | undefined {
	return state.applications.find(({ backchannel_providers: pks }) => pks.includes(pk));
}
