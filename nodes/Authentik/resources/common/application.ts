import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Application } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { withLock } from '../../transport/lock';
import { request } from '../../transport/request';
import { sessionOf } from '../../transport/session';

/**
 * Reads an application and runs a task with it. Tasks for the same application wait for each other: authentik replaces
 * its list of backchannel providers as a whole.
 * @param task receives the application as it is now, and its path
 * @throws NodeApiError see exchange(), and what the task throws
 */
export async function withApplication<T>(
	context: IExecuteSingleFunctions,
	slug: string,
	task: (application: Application, url: string) => Promise<T>,
): Promise<T> {
	const { server } = await sessionOf(context);
	const url = `/core/applications/${encodeURIComponent(slug)}/`;
	return await withLock(`${server}${url}`, async () => {
		const subject = { permissions: [rights.application.view] };
		return await task(await request<Application>(context, { url }, subject), url);
	});
}

/**
 * Reads, changes and writes an application's backchannel providers; writes nothing if nothing changes.
 * @param change receives the attached IDs and returns those to attach
 */
export async function changeProviders(
	context: IExecuteSingleFunctions,
	slug: string,
	change: (providers: number[]) => number[],
): Promise<void> {
	await withApplication(context, slug, async ({ backchannel_providers: before }, url) => {
		const after = change(before);
		if (after.length !== before.length) await setProviders(context, url, after);
	});
}

/** Writes an application's backchannel providers; only within withApplication(). */
export async function setProviders(
	context: IExecuteSingleFunctions,
	url: string,
	providers: number[],
): Promise<void> {
	const body = { backchannel_providers: providers };
	const subject = { permissions: [rights.application.change] };
	await request(context, { url, method: 'PATCH', body }, subject);
}
