import { replaceWith } from '../../operation/postReceive';
import { bodyField, pathField, filterField } from '../../operation/fields';
import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import type { Operation, Parameter, Resource } from '../../operation/types';
import { filters, furtherOptions, searchFilter } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { scimProviderLocator } from '../../parameters/locators';
import type { Parse } from '../../rules/rule';
import { integerId, integerKey, uuid } from '../../rules/ids';
import { text } from '../../rules/text';
import { DELETED } from '../../transport/exchangeItem';

/** What differs between the links of users and of groups. */
interface Provisioned {
	resource: 'provisionedUser' | 'provisionedGroup';
	title: string;
	/** The object in the words of the UI. */
	noun: 'user' | 'group';
	path: string;
	locator: Parameter;
	object: Parameter;
	objectId: Parse;
	/** authentik's query parameter for the object. */
	objectFilter: string;
	simplified: readonly string[];
}

/** A resource for the links between authentik's objects and remote ones. */
export function provisioned(kind: Provisioned): Resource {
	const { resource, title } = kind;
	return {
		title,
		value: resource,
		defaultOperation: 'getAll',
		operations: operationsFor(kind),
	};
}

function operationsFor({
	resource,
	noun,
	path,
	locator,
	object,
	objectId,
	objectFilter,
	simplified,
}: Provisioned): Operation[] {
	const one = `${path}{${resource}}/`;
	const linkInPath = pathField(uuid, locator);
	return [
		{
			name: 'Get',
			value: 'get',
			action: `Get provisioned ${noun}`,
			description: `Retrieve the link of a ${noun} to its remote object, with the target's last response`,
			request: { method: 'GET', url: one },
			parameters: [linkInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
			simplified,
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: `Get many provisioned ${noun}s`,
			description: `Retrieve a list of ${noun}s that are linked to objects at SCIM targets`,
			request: { method: 'GET', url: path },
			isList: true,
			parameters: [
				returnAll,
				limit,
				...outputParameters,
				filters([
					filterField(objectFilter, objectId, { ...object, description: `Links of this ${noun}` }),
					filterField('provider__id', integerId, {
						...scimProviderLocator,
						required: false,
						description: 'Links of this SCIM provider',
					}),
					searchFilter(`Part of the name of the provider or ${noun}`),
				]),
			],
			simplified,
		},
		{
			name: 'Link',
			value: 'link',
			action: `Link ${noun} to remote object`,
			description: `Link a ${noun} to an existing object at the target`,
			request: { method: 'POST', url: path },
			parameters: [
				bodyField('provider', integerKey, scimProviderLocator),
				bodyField(noun, objectId, { ...object, required: true }),
				bodyField('scim_id', text, {
					displayName: 'Remote ID',
					name: 'remoteId',
					type: 'string',
					default: '',
					required: true,
					description: 'ID of the object at the SCIM target',
				}),
			],
		},
		{
			name: 'Unlink',
			value: 'unlink',
			action: `Unlink ${noun} from remote object`,
			description:
				'Remove the link. The remote object is kept; the next sync links or re-creates it.',
			request: { method: 'DELETE', url: one },
			parameters: [linkInPath],
			postReceive: [replaceWith(DELETED)],
			about: { id: linkInPath },
		},
	];
}
