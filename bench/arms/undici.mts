/** A pool of kept-alive connections without n8n: the maximum that this machine and this server allow. */
import type { IDataObject } from 'n8n-workflow';
import { Pool } from 'undici';

import type { Prepare } from './arm.mts';

export const prepare: Prepare = async ({ url, concurrency }) => {
	const pool = new Pool(url, { connections: concurrency });
	const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
	return async (items) =>
		await Promise.all(
			items.map(async ({ pk }) => {
				const { body } = await pool.request({
					method: 'PATCH',
					path: `/api/v3/providers/scim/${pk}/`,
					headers,
					body: JSON.stringify({ name: `provider ${pk}` }),
				});
				return { json: (await body.json()) as IDataObject };
			}),
		);
};
