import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { answered } from '../../hooks/answer';
import { bodyField, queryField } from '../../hooks/field';
import { pathFrom } from '../../hooks/path';
import { filters, furtherOptions, searchFilter } from '../../parameters/collections';
import { operationsOf, shownFor } from '../../parameters/display';
import { limit, returnAll } from '../../parameters/listFields';
import { scimProviderLocator } from '../../parameters/locators';
import { cutTo, outputOptions } from '../../parameters/output';
import { integerId, integerKey, uuid } from '../../rules/ids';
import type { Parse } from '../../rules/rule';
import { text } from '../../rules/text';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED } from '../../transport/send';

/** What differs between the links of users and of groups. */
interface Provisioned {
	resource: 'provisionedUser' | 'provisionedGroup';
	/** The object in the words of the UI. */
	noun: 'user' | 'group';
	path: string;
	locator: INodeProperties;
	object: INodeProperties;
	objectId: Parse;
	/** authentik's query parameter for the object. */
	objectFilter: string;
	simplified: string[];
}

function operationsFor({ resource, noun, path, simplified }: Provisioned): INodePropertyOptions[] {
	const one = `${path}{${resource}}/`;
	const linkInPath = pathFrom(resource, `Provisioned ${noun === 'user' ? 'User' : 'Group'}`, uuid);
	const cut = cutTo(simplified);
	return [
		{
			name: 'Get',
			value: 'get',
			action: `Get provisioned ${noun}`,
			description: `Retrieve the link of a ${noun} to its remote object, with what the target last answered`,
			routing: {
				request: { method: 'GET', url: one },
				send: { preSend: [linkInPath] },
				output: { postReceive: [cut] },
			},
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: `Get many provisioned ${noun}s`,
			description: `List many ${noun}s that are linked to objects at SCIM targets`,
			routing: {
				request: { method: 'GET', url: path, qs: { page_size: LARGEST_PAGE } },
				output: { postReceive: [cut] },
			},
		},
		{
			name: 'Link',
			value: 'link',
			action: `Link ${noun} to remote object`,
			description: `Tell authentik which object at the target is the ${noun}`,
			routing: { request: { method: 'POST', url: path } },
		},
		{
			name: 'Unlink',
			value: 'unlink',
			action: `Unlink ${noun} from remote object`,
			description:
				'Forget the link. The remote object stays, and the next sync links or makes it again.',
			routing: {
				request: { method: 'DELETE', url: one },
				send: { preSend: [linkInPath] },
				output: {
					postReceive: [answered(DELETED)],
				},
			},
		},
	];
}

/** The parameters of a resource for the links between authentik's objects and remote ones. */
export function provisioned(kind: Provisioned): INodeProperties[] {
	const { resource, noun, object, objectId, objectFilter, locator } = kind;
	const of = shownFor(resource);
	return [
		operationsOf(resource, 'getAll', operationsFor(kind)),
		...of(['get', 'unlink'], locator),
		...of(
			['link'],
			bodyField('provider', integerKey, scimProviderLocator),
			bodyField(noun, objectId, { ...object, required: true }),
			bodyField('scim_id', text, {
				displayName: 'Remote ID',
				name: 'remoteId',
				type: 'string',
				default: '',
				required: true,
				description: 'The ID of the object at the SCIM target',
			}),
		),
		...of(
			['getAll'],
			returnAll,
			limit,
			filters([
				queryField(objectFilter, objectId, { ...object, description: `Links of this ${noun}` }),
				queryField('provider__id', integerId, {
					...scimProviderLocator,
					required: false,
					description: 'Links of this SCIM provider',
				}),
				searchFilter(`Part of the name of the provider or the ${noun}`),
			]),
		),
		...of(['get', 'getAll'], furtherOptions(outputOptions)),
	];
}
