/** Resolves when Python has been loaded. */
export function ready(): Promise<void>;

/** The answer to a request; undefined if there was none within this number of milliseconds. */
export function ask(request: object, timeout: number): unknown;
