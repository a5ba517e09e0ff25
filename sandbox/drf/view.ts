import type { Answer, Call } from '../core/call';
import type { When } from '../core/releases';
import type { Serializer } from './serializer';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** A view of one address: a function for each method that it allows. */
export interface View {
	/** Relative to the API's root, with `:name` for variable parts. */
	path: string;
	title: string;
	description: string;
	/** The releases that have it. */
	when?: When;
	/** Next to the API's root, not below it. */
	isOutsideApi?: boolean;
	/** Also answers without a sign-in. */
	anonymous?: boolean;
	/** Python must be loaded before a change. */
	needsPython?: boolean;
	handlers: Partial<Record<Method, (call: Call) => Answer | Promise<Answer>>>;
	/** The description of a method's body in an OPTIONS answer, if the caller may use the method. */
	forms?: Partial<Record<Method, Form>>;
}

/** The body of a method, and who may send it. */
export interface Form {
	serializer: Pick<Serializer<object>, 'fieldsOf'>;
	demand(call: Call): void;
}

/** The methods of a view as its `Allow` header lists them. */
export function allowOf({ handlers }: View): string {
	const known = METHODS.filter((method) => handlers[method]);
	return [...known, ...(handlers.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
