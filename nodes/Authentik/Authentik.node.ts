import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';

import * as listSearch from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import { authentication, credentials } from './parameters/authentication';
import { describe } from './operation/describe';
import { resources } from './resources';
import { MAIN } from './shared/connections';
import { API_ROOT } from './transport/apiRoot';
import { assertApiResponse } from './transport/apiResponse';
import { commonOptions } from './transport/request';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: '',
	// Always visible and before all operations: these settings apply to every request, before all others.
	routing: {
		send: { paginate: true },
		output: {
			postReceive: [
				async function (items, response) {
					assertApiResponse(response);
					return items;
				},
			],
		},
	},
};

/**
 * n8n prepares all items before it sends the first request, unless there are batches, which let other workflows run in
 * between. The concurrency limit decides how many requests run at once. Batches that the user sets take precedence.
 * n8n replaces the first entry of this name with its own, whose default is empty, and drops our default. The second
 * entry, which is never shown, restores it.
 */
const requestOptions: INodeProperties[] = [
	{
		displayName: 'Request Options',
		name: 'requestOptions',
		type: 'collection',
		isNodeSetting: true,
		placeholder: 'Add Option',
		default: {},
	},
	{
		displayName: 'Request Options',
		name: 'requestOptions',
		type: 'hidden',
		default: { batching: { batch: { batchSize: 1, batchInterval: 1 } } },
	},
];

export class Authentik implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'authentik',
		name: 'authentik',
		icon: { light: 'file:../../icons/authentik.svg', dark: 'file:../../icons/authentik.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage users, groups, applications and SCIM provisioning in authentik',
		defaults: { name: 'authentik' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials,
		requestDefaults: {
			baseURL: API_ROOT,
			...commonOptions,
		},
		hints: [
			{
				message:
					'Saving a SCIM provider starts a <b>full sync</b>, which can delete accounts at the target. If in doubt, turn on Dry Run first.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["resource"] === "scimProvider" && ["create", "sync", "update", "upsert"].includes($parameter["operation"]) && $parameter["updateFields"]?.dryRun !== true && $parameter["additionalFields"]?.dryRun !== true }}',
			},
			{
				message:
					'In authentik 2025.10 and earlier, saving a user removes permissions assigned directly to that user. Assign permissions through groups and roles instead.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["resource"] === "user" && ["offboard", "update", "upsert"].includes($parameter["operation"]) }}',
			},
		],
		properties: [
			authentication,
			...describe(resources, resource, 'scimProvider'),
			...requestOptions,
		],
	};

	methods = { listSearch, loadOptions };
}
