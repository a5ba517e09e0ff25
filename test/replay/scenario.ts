import type { Exchange, Json, RecordedRequest, Step, Variables } from './recordings';
import type { Answer, Server } from './server';
import type { Receiver } from './traffic';

/** What a scenario needs in addition to its recorded steps. Most need none of it. */
export interface Scenario {
	/** Starts the receiver of the recorded server's calls. */
	listen?(): Promise<Receiver>;
	/** Creates what existed before the first step. Returns its variables. */
	setup?(server: Server, known: Variables, steps: Step[]): Promise<Variables>;
	/** Whether a fresh server matches the recorded one where chance decides; another one is started until it does. */
	fits?(server: Server, steps: Step[]): Promise<boolean>;
	/** What happened right before a step without being recorded. May return variables. */
	before?: Readonly<
		Record<string, (server: Server, variables: Variables) => Promise<Variables | void>>
	>;
	/** Replaces what is specific to the recorded run in a request. */
	rewrite?(request: RecordedRequest): RecordedRequest;
	/** Replaces what is specific to the recorded run in the body of an answer. */
	loosen?(step: Exchange, answer: Answer): Json | undefined;
	/** Variables of steps that were recorded without `save`. */
	saves?: Readonly<Record<string, Record<string, string>>>;
}
