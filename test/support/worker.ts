/** What the tests of full syncs at authentik's worker have in common. */
import { sleep } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { callApi } from './api';

/**
 * Adds providers to a sandbox, each of which belongs to an application; this starts no sync.
 * @param url of the target
 * @returns their keys
 */
export async function addAttached(sandbox: Sandbox, url: string, count: number): Promise<number[]> {
	const pks: number[] = [];
	for (let index = 0; index < count; index++) {
		const pk = Number(sandbox.addProvider({ name: `p${index}`, url }).pk);
		const body = { name: `a${index}`, slug: `a${index}`, backchannel_providers: [pk] };
		await callApi(sandbox, 'POST', '/core/applications/', body);
		pks.push(pk);
	}
	return pks;
}

/** Waits until a condition holds. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await sleep(2);
}
