import { ask } from './host';

export { ready as pythonReady } from './host';

/** An object with attributes, as opposed to a dictionary; a `User` has methods as well. */
export type PythonObject = { $kind: string } & Record<string, unknown>;

/** How a result is returned: as it is, or as authentik stores and prints it. */
export interface Form {
	sanitized?: boolean;
	indent?: number;
}

/** The outcome of an expression: its value as JSON text, a refusal of the object, or an exception. */
export type Outcome = { json: string } | { skipped: true } | Failure;

/** The exception of an expression: its class, its message, and its location. */
export interface Failure {
	raised: string;
	message: string;
	traceback: string;
}

/** `SkipObject` where nothing can be skipped: an exception like others. */
export const SKIP_OBJECT: Failure = {
	raised: 'SkipObjectException',
	message: '',
	traceback: 'authentik.core.expression.exceptions.SkipObjectException',
};

/** The time limit of every expression. */
const TIMEOUT = 10_000;

/** Python's syntax error in an expression; undefined: none. */
export function complaintAbout(expression: string, file: string): string | undefined {
	const answer = ask({ task: 'compile', expression, file }, TIMEOUT);
	return (answer as { complaint: string | null } | undefined)?.complaint ?? undefined;
}

/** Runs the expression as the body of a function whose parameters are the variables. */
export function evaluate(
	expression: string,
	variables: Record<string, unknown>,
	file: string,
	form: Form = {},
): Outcome {
	const request = { task: 'evaluate', expression, variables, file, form };
	const answer = ask(request, TIMEOUT) as Outcome | undefined;
	if (answer) return answer;
	const message = 'the expression took too long';
	return { raised: 'TimeoutError', message, traceback: `builtins.TimeoutError: ${message}` };
}
