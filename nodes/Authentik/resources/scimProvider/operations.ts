import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { answered, propertiesAdded, refuseDroppedFields } from '../../hooks/answer';
import { preSend } from '../../hooks/preSend';
import { refuseUnknownToRelease } from '../../hooks/release';
import { cutTo } from '../../parameters/output';
import { Refusal } from '../../rules/refusal';
import { permissions } from '../../shared/permissions';
import { scimProviderFacts } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED, sendingAfter } from '../../transport/send';
import { createOrUpdate } from '../common/upsert';
import { createAndAttach, refuseWrongApplication } from './attach';
import { addDefaultMappings } from './defaultMappings';
import { additionalProviderFields, scimProviderFields } from './fields';
import { scimProviderFilters } from './filters';
import { ONE, providerInPath } from './provider';
import { hideSecrets } from './secrets';
import { skipUnchanged } from './skipUnchanged';
import { syncOperations } from './syncOperations';

const ALL = '/providers/scim/';

/** The simplified output of a provider. */
const simplified = cutTo([
	'pk',
	'name',
	'url',
	'dry_run',
	'compatibility_mode',
	'exclude_users_service_account',
	'filter_group',
	'group_filters',
	'assigned_backchannel_application_slug',
	'assigned_backchannel_application_name',
]);

const knownToRelease = refuseUnknownToRelease(scimProviderFacts, 'body');

/** An empty PATCH is no harmless one: authentik saves, and every save starts a full sync. */
const refuseEmptyUpdate = preSend(function () {
	if (propertiesAdded(this, 'updateFields', scimProviderFields).length > 0) return;
	throw new Refusal(
		'Nothing to update: add at least one field under Update Fields',
		'Nothing was sent to authentik for this item. An empty update would still start a full sync.',
	);
});

/** Whether not every release knows the field; filters that all know need not show up in the answer. */
function isReleased({ routing }: INodeProperties): boolean {
	return String(routing?.send?.property) in scimProviderFacts.fields;
}

const SAVED = 'It dropped the value without a word, saved the rest and started a full sync.';

const refuseDroppedAdditions = refuseDroppedFields(
	'additionalFields',
	additionalProviderFields,
	scimProviderFacts,
	SAVED,
);

const recordOperations: INodePropertyOptions[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create SCIM provider',
		description:
			'Add a SCIM provider, with the mappings that come with authentik unless told otherwise',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: {
				pagination: sendingAfter(
					[refuseWrongApplication, knownToRelease, addDefaultMappings],
					createAndAttach,
				),
			},
			output: {
				postReceive: [refuseDroppedAdditions, hideSecrets],
			},
		},
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update SCIM provider',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: {
				pagination: sendingAfter(
					[knownToRelease],
					createOrUpdate({
						url: ALL,
						qs: {},
						key: 'name',
						permissions: permissions.scimProvider.upsert,
						beforeCreate: addDefaultMappings,
					}),
				),
			},
			output: {
				postReceive: [refuseDroppedAdditions, hideSecrets],
			},
		},
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete SCIM provider permanently',
		description: 'Delete it for good. The accounts at the SCIM target stay.',
		routing: {
			request: { method: 'DELETE', url: ONE },
			send: { preSend: [providerInPath] },
			output: {
				postReceive: [answered(DELETED)],
			},
		},
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get SCIM provider',
		description: 'Retrieve the settings of one SCIM provider',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [providerInPath] },
			output: { postReceive: [hideSecrets, simplified] },
		},
	},
	{
		name: 'Get Dependents',
		value: 'getDependents',
		action: 'Get dependents of SCIM provider',
		description: 'List what refers to it, and what its deletion would do to them',
		routing: {
			request: { method: 'GET', url: `${ONE}used_by/` },
			send: { preSend: [providerInPath] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SCIM providers',
		description: 'List many SCIM providers, or only those that match filters',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			operations: { pagination: sendingAfter([refuseUnknownToRelease(scimProviderFacts, 'qs')]) },
			output: {
				postReceive: [
					refuseDroppedFields(
						'filters',
						scimProviderFilters.filter(isReleased),
						scimProviderFacts,
						'It ignores the filter and would return providers that do not match. Remove the filter.',
					),
					hideSecrets,
					simplified,
				],
			},
		},
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update SCIM provider',
		description:
			'Change settings. Saving starts a full sync, which can also delete accounts at the target.',
		routing: {
			request: { method: 'PATCH', url: ONE },
			send: { preSend: [providerInPath, refuseEmptyUpdate] },
			operations: { pagination: sendingAfter([knownToRelease, skipUnchanged]) },
			output: {
				postReceive: [
					refuseDroppedFields(
						'updateFields',
						scimProviderFields,
						scimProviderFacts,
						`${SAVED} Remove the field, or update authentik.`,
					),
					hideSecrets,
				],
			},
		},
	},
];

/** Everything that can be done with SCIM providers, in the order of the editor. */
export const scimProviderOperations: INodePropertyOptions[] = [
	...recordOperations,
	...syncOperations,
].sort((a, b) => a.name.localeCompare(b.name));
