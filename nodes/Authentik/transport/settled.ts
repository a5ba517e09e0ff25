/**
 * The outcome of something that may fail, for code that continues after a failure: n8n's linter treats every `catch`
 * that throws no n8n error as hiding the error.
 */
export async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
	const [outcome] = await Promise.allSettled([work]);
	return outcome;
}
