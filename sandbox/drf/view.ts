import type { Answer, Call } from '../core/call';
import type { When } from '../core/releases';
import type { Serializer } from './serializer';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** What one address does: a function for each method that it allows. */
export interface View {
	/** Relative to the API's root, with `:name` for what varies. */
	path: string;
	title: string;
	description: string;
	/** The releases that have it. */
	when?: When;
	/** Not below the API's root, but beside it. */
	isOutsideApi?: boolean;
	/** Answers nobody as well. */
	anonymous?: boolean;
	/** Python has to be there before it is asked to change anything. */
	needsPython?: boolean;
	handlers: Partial<Record<Method, (call: Call) => Answer | Promise<Answer>>>;
	/** What an OPTIONS answer tells of a method's body, if the caller may use the method. */
	forms?: Partial<Record<Method, Form>>;
}

/** A body that a method takes, and who may send it. */
export interface Form {
	serializer: Pick<Serializer<object>, 'fieldsOf'>;
	demand(call: Call): void;
}

/** The methods of a view as its `Allow` header lists them. */
export function allowOf({ handlers }: View): string {
	const known = METHODS.filter((method) => handlers[method]);
	return [...known, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
