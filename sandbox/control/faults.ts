import { sleep } from 'n8n-workflow';

import type { Disturbance } from '../authentik/notifications/notifications';

/** What goes wrong, and when. Without `method` and `path` it applies to every request. */
export interface FaultRule {
	method?: string;
	/** A text: the path or the end of it. A pattern: anywhere in the path. */
	path?: string | RegExp;
	/** Lets this number of matching requests through first. */
	skip?: number;
	/** How often it happens; always by default. */
	times?: number;
	/** Only every nth matching request. */
	every?: number;
	/** Answers this instead of processing the request. Objects are sent as JSON. */
	respond?: {
		status: number;
		headers?: Record<string, string>;
		body?: unknown;
		contentType?: string;
	};
	/** Milliseconds before the answer. */
	delay?: number;
	/** Answers only after this has settled. */
	hold?: PromiseLike<unknown>;
	/**
	 * The connection is reset: `before` the request takes effect, `after` it has (both without an answer), or within the
	 * `body` of the answer.
	 */
	reset?: 'before' | 'after' | 'body';
	/** Only half of the answer's body, properly ended. */
	truncate?: boolean;
	/** An HTML page with this status. */
	html?: number;
	/** A redirect to this address. */
	redirect?: string;
	gzip?: boolean;
}

/** What goes wrong with webhook calls: see `Disturbance`. */
export type DeliveryFault = Pick<FaultRule, 'path' | 'skip' | 'times' | 'every' | 'delay'> &
	Pick<Disturbance, 'reset'>;

/** The rules in force. The first one that matches a request applies. */
export class Faults<Rule extends FaultRule = FaultRule> {
	private rules: Array<{ rule: Rule; met: number; done: number }> = [];

	add(rule: Rule): void {
		this.rules.push({ rule, met: 0, done: 0 });
	}

	clear(): void {
		this.rules = [];
	}

	/** The rule that applies to this request, which counts for every rule that it matches. */
	next(method: string, path: string): Rule | undefined {
		const matching = this.rules.filter(({ rule }) => matches(rule, method, path));
		matching.forEach((state) => (state.met += 1));
		const due = matching.find(({ rule, met, done }) => {
			const counted = met - (rule.skip ?? 0);
			return counted > 0 && counted % (rule.every ?? 1) === 0 && done < (rule.times ?? Infinity);
		});
		if (due) due.done += 1;
		return due?.rule;
	}
}

/** Resolves when a fault lets its request go on. @param more milliseconds that it takes anyway */
export async function held({ delay = 0, hold }: FaultRule, more = 0): Promise<void> {
	if (delay + more > 0) await sleep(delay + more);
	await hold;
}

function matches(rule: FaultRule, method: string, path: string): boolean {
	if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
	if (rule.path === undefined) return true;
	return typeof rule.path === 'string' ? path.endsWith(rule.path) : path.search(rule.path) >= 0;
}
