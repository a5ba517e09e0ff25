import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { queryField } from '../../hooks/field';
import { integerId, text } from '../../hooks/parse';
import { pathFrom } from '../../hooks/path';
import { preSend, Refusal } from '../../hooks/refusal';
import { LARGEST_PAGE, limit, returnAll } from '../../shared/listFields';
import { scimProviderLocator } from '../../shared/locators';
import { scimProviderFacts } from '../../shared/releases';
import { hideSecrets, refuseDroppedFields } from './answer';
import { scimProviderFields } from './fields';
import { scimProviderFilters } from './getAll';

const resource = ['scimProvider'];
const ONE_PROVIDER = '/providers/scim/{scimProvider}/';

/** Whether not every release knows the field; filters that all know need not show up in the answer. */
function isReleased({ routing }: INodeProperties): boolean {
	return String(routing?.send?.property) in scimProviderFacts.fields;
}

/** An empty PATCH is no harmless one: authentik saves, and every save starts a full sync. */
const refuseEmptyUpdate = preSend(function () {
	if (Object.keys(this.getNodeParameter('updateFields', {}) as object).length > 0) return;
	throw new Refusal(
		'Nothing to update: add at least one field under Update Fields',
		'Nothing was sent to authentik for this item. An empty update would still start a full sync.',
	);
});

const providerInPath = pathFrom('scimProvider', 'SCIM Provider', integerId);

const operations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource } },
	default: 'update',
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get SCIM provider',
			description: 'Retrieve the settings of one SCIM provider',
			routing: {
				request: { method: 'GET', url: ONE_PROVIDER },
				send: { preSend: [providerInPath] },
				output: { postReceive: [hideSecrets] },
			},
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many SCIM providers',
			description: 'List many SCIM providers, or only those that match filters',
			routing: {
				request: { method: 'GET', url: '/providers/scim/', qs: { page_size: LARGEST_PAGE } },
				output: {
					postReceive: [
						refuseDroppedFields(
							'filters',
							scimProviderFilters.filter(isReleased),
							'It ignores the filter and would return providers that do not match. Remove the filter.',
						),
						hideSecrets,
					],
				},
			},
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update SCIM provider',
			description:
				'Change settings of a SCIM provider. Saving starts a full sync, which creates, changes and, from authentik 2026.2 on, deletes accounts at the SCIM target.',
			routing: {
				request: { method: 'PATCH', url: ONE_PROVIDER },
				send: { preSend: [providerInPath, refuseEmptyUpdate] },
				output: {
					postReceive: [
						refuseDroppedFields(
							'updateFields',
							scimProviderFields,
							'It dropped the value without a word, saved the other fields and started a full sync. Remove the field, or update authentik.',
						),
						hideSecrets,
					],
				},
			},
		},
	],
};

const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only what is added here is changed. Saving starts a full sync.',
	options: scimProviderFields,
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: scimProviderFilters,
};

const includeSecrets: INodeProperties = {
	displayName: 'Include Secrets',
	name: 'includeSecrets',
	type: 'boolean',
	default: false,
	description:
		'Whether to output the token of the SCIM target and passwords among the OAuth parameters. They then stand in the execution data of n8n.',
};

const ordering = queryField('ordering', text, {
	displayName: 'Order By',
	name: 'ordering',
	type: 'options',
	options: [
		{ name: 'ID, Newest First', value: '-pk' },
		{ name: 'ID, Oldest First', value: 'pk' },
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
		{ name: 'URL, A to Z', value: 'url' },
	],
	default: 'name',
	description: 'In which order authentik lists the providers',
});

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		includeSecrets,
		{ ...ordering, displayOptions: { show: { '/operation': ['getAll'] } } },
	],
};

/** Stamps a parameter as belonging to these operations on SCIM providers. */
function of(operation: string[], ...parameters: INodeProperties[]): INodeProperties[] {
	return updateDisplayOptions({ show: { resource, operation } }, parameters);
}

export const scimProvider: INodeProperties[] = [
	operations,
	...of(['get', 'update'], scimProviderLocator),
	...of(['update'], updateFields),
	...of(['getAll'], returnAll),
	...updateDisplayOptions({ show: { resource, operation: ['getAll'], returnAll: [false] } }, [
		limit,
	]),
	...of(['getAll'], filters),
	...of(['get', 'getAll', 'update'], options),
];
