import type { Span } from '../../nodes/Authentik/shared/releases.ts';
import type { World } from './world.mts';

/** One condition to check, in the releases that have it: all, unless `from` or `until` say otherwise. */
export interface Case extends Span {
	name: string;
	/** Whether authentik must call a webhook here. */
	needsWebhook?: boolean;
	/** Throws when something is wrong. */
	run(world: World): Promise<void>;
}
