import type { Exchange, Json, RecordedRequest, Step, Variables } from './recordings';
import type { Answer, Server } from './server';
import type { Receiver } from './traffic';

/** What a scenario needs beyond its recorded steps. Most need none of it. */
export interface Scenario {
	/** Starts what the recorded server called. */
	listen?(): Promise<Receiver>;
	/** Creates what was there before the first step. Returns its variables. */
	setup?(server: Server, known: Variables, steps: Step[]): Promise<Variables>;
	/** Whether a fresh server is as the recorded one where chance decides; another one is started until it is. */
	fits?(server: Server, steps: Step[]): Promise<boolean>;
	/** What was done right before a step without being recorded. May return variables. */
	before?: Readonly<
		Record<string, (server: Server, variables: Variables) => Promise<Variables | void>>
	>;
	/** Replaces what belongs to the recorded run alone in a request. */
	rewrite?(request: RecordedRequest): RecordedRequest;
	/** Replaces what belongs to the recorded run alone in the body of an answer. */
	loosen?(step: Exchange, answer: Answer): Json | undefined;
	/** Variables of steps that were recorded without `save`. */
	saves?: Readonly<Record<string, Record<string, string>>>;
}
