/**
 * Tokens get pasted with the scheme in front, with a line's end, or with what a web page puts around them.
 * n8n takes only expressions in a credential's `authenticate`, so the same pattern serves one and a function.
 */
const AROUND_TOKEN =
	/^[\s\u00ad\u200b-\u200f\u2060]*(?:Bearer\s+)?|[\s\u00ad\u200b-\u200f\u2060]+$/gi;

/** An n8n expression for the token in `variable`, as it is sent. */
export function bareTokenIn(variable: string): string {
	return `{{ ${variable}.replace(${AROUND_TOKEN}, '') }}`;
}

/** A token as it is sent: without what came along when it was pasted. */
export function bareToken(token: string): string {
	return token.replace(AROUND_TOKEN, '');
}

/** Whether a token can stand in the header of a request: in one line, without blanks, in plain characters. */
export function isSendable(token: string): boolean {
	return /^[\x21-\x7e]+$/.test(token) && !/^Bearer$/i.test(token);
}
