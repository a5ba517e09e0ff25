import type { ApplicationRow, ProviderRow } from './models';
import type { State } from './state';

/** The application that this is the provider of. */
export function applicationOf(state: State, { pk }: ProviderRow): ApplicationRow | undefined {
	return state.applications.find(({ provider }) => provider === pk);
}

/** The application that this is a backchannel provider of. */
export function backchannelOf(state: State, { pk }: ProviderRow): ApplicationRow | undefined {
	return state.applications.find(({ backchannel_providers: pks }) => pks.includes(pk));
}
