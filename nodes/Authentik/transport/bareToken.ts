/**
 * Pasted tokens may include the scheme, a line break, or surrounding characters from a web page. n8n accepts only
 * expressions in a credential's `authenticate`, so an expression and a function share the same pattern.
 */
const AROUND_TOKEN =
	/^[\s\u00ad\u200b-\u200f\u2060]*(?:Bearer\s+)?|[\s\u00ad\u200b-\u200f\u2060]+$/gi;

/** An n8n expression for the token in `variable`, as it is sent. */
export function bareTokenIn(variable: string): string {
	return `{{ ${variable}.replace(${AROUND_TOKEN}, '') }}`;
}

/** A token as it is sent: without anything else that was pasted with it. */
export function bareToken(token: string): string {
	return token.replace(AROUND_TOKEN, '');
}

/** Whether a token can be in a request header: one line of plain characters without whitespace. */
export function isSendable(token: string): boolean {
	return /^[\x21-\x7e]+$/.test(token) && !/^Bearer$/i.test(token);
}
