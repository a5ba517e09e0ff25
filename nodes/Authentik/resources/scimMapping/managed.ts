import type { IDataObject } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import type { ScimMapping } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { request } from '../../transport/request';
import { copyIfManaged } from './options';

/**
 * Refuses to change a mapping that comes with authentik, whose blueprints would undo the change. With the option Copy
 * If Managed, creates a changed copy.
 */
export const changeOrCopy: Execute = async (context, requestData, send) => {
	const { options } = requestData;
	const { managed, name, expression } = await request<ScimMapping>(
		context,
		{ url: String(options.url) },
		{ permissions: [rights.scimMapping.view] },
	);
	if (!managed) {
		return await send(requestData, { permissions: [rights.scimMapping.change] });
	}
	if (!copyIfManaged.read(context, false)) {
		throw new Refusal(
			`'${name}' is one of authentik's default mappings and can't be changed permanently`,
			'Nothing was changed, because a blueprint of authentik would undo it. Turn on the option Copy If Managed to create a copy with the changes, then use the copy in the provider.',
		);
	}
	options.method = 'POST';
	options.url = '/propertymappings/provider/scim/';
	options.body = { name: `${name} (copy)`, expression, ...(options.body as IDataObject) };
	return await send(requestData, { permissions: [rights.scimMapping.add] });
};
