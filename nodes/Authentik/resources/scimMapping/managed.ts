import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { permissions } from '../../shared/permissions';
import { request } from '../../transport/request';

/**
 * Refuses to change a mapping that comes with authentik, whose blueprints would undo the change; with the
 * option Copy If Managed, makes the request one that creates a changed copy.
 */
export const copyOrRefuseManaged: Step = async function (requestOptions) {
	const changes = requestOptions.body as IDataObject;
	const { managed, name, expression } = await request<IDataObject>(
		this,
		{ url: requestOptions.url },
		{ permissions: permissions.scimMapping.get },
	);
	if (!managed) return;
	if (this.getNodeParameter('options.copyIfManaged', false) !== true) {
		throw new Refusal(
			`'${String(name)}' comes with authentik and cannot be changed for good`,
			'Nothing was changed: a blueprint of authentik would undo it. Switch on the option Copy If Managed to make a copy with the changes, and use the copy in the provider.',
		);
	}
	requestOptions.method = 'POST';
	requestOptions.url = '/propertymappings/provider/scim/';
	requestOptions.body = { name: `${String(name)} (copy)`, expression, ...changes };
};
