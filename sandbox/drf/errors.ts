import { message, TEXTS, type Message } from './messages';

/** One message, or multiple by field, or bare: the three shapes of authentik's error bodies. */
export type ErrorBody = Record<string, Message | Message[]> | Message[];

/** A refusal that authentik answers with a JSON body. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly body: ErrorBody,
	) {
		super(`refused with ${status}`);
	}
}

/** authentik crashed: an HTML page for GET, an empty 405 for everything else. */
export class Crash extends Error {}

/** What is wrong with one field's value. */
export class FieldError extends Error {
	constructor(readonly messages: Message[]) {
		super('field refused');
	}
}

/** The messages about a field's value; any other error is rethrown. */
export function messagesOf(error: unknown): Message[] {
	if (error instanceof FieldError) return error.messages;
	throw error;
}

/** Refuses a field's value with one of the framework's texts. */
export function invalid(text: string, values?: Record<string, string>): FieldError {
	return new FieldError([message(text, values)]);
}

/** A refusal with a single message. */
export function detail(status: number, text: string, values?: Record<string, string>): Refusal {
	return new Refusal(status, { detail: message(text, values) });
}

/** 403, whatever right is missing. */
export function forbidden(): Refusal {
	return detail(403, TEXTS.forbidden);
}

/** 404 for an object that does not exist, or is not visible to the caller. */
export function noMatch(model: string): Refusal {
	return detail(404, TEXTS.noMatch, { model });
}
