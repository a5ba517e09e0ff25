import type { IDataObject } from 'n8n-workflow';

import { propertiesAdded } from '../../hooks/answer';
import { permissions } from '../../shared/permissions';
import { inTurn } from '../../transport/lock';
import type { Page } from '../../transport/pages';
import { request } from '../../transport/request';
import type { Work } from '../../transport/send';
import { exchangeItem } from '../../transport/send';
import { sessionOf } from '../../transport/session';
import { scimProviderFields } from './fields';

/**
 * Creates the provider, or changes the one of this name. Items with the same name wait for each other, so
 * that the second finds what the first made. A change sends only what the user gave: the default mappings
 * are for new providers.
 */
export const createOrUpdate: Work = async (context, requestData) => {
	const { server } = await sessionOf(context);
	const body = requestData.options.body as IDataObject;
	return await inTurn(`${server}/providers/scim/?name=${String(body.name)}`, async () => {
		const { results } = await request<Page>(
			context,
			{ url: '/providers/scim/', qs: { name: String(body.name).trim() } },
			{ permissions: permissions.scimProvider.getAll },
		);
		const [existing] = results;
		if (existing) {
			const added = propertiesAdded(context, 'additionalFields', scimProviderFields);
			const given = ['name', 'url', ...added];
			requestData.options.method = 'PATCH';
			requestData.options.url = `/providers/scim/${String(existing.pk)}/`;
			requestData.options.body = Object.fromEntries(given.map((key) => [key, body[key]]));
		}
		return await exchangeItem(context, requestData);
	});
};
