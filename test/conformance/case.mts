import type { Span } from '../../nodes/Authentik/shared/releases.ts';
import type { World } from './world.mts';

/** One thing that has to be so, in the releases that have it: all, unless `from` or `until` say otherwise. */
export interface Case extends Span {
	name: string;
	/** Whether authentik has to call a webhook here. */
	needsWebhook?: boolean;
	/** Throws when something is not as it should be. */
	run(world: World): Promise<void>;
}
