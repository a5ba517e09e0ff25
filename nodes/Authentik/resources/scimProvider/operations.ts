import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { propertiesAdded, refuseDroppedFields } from '../../hooks/answer';
import { integerId } from '../../hooks/parse';
import { pathFrom } from '../../hooks/path';
import { preSend } from '../../hooks/preSend';
import { Refusal } from '../../hooks/refusal';
import { refuseUnknownToRelease } from '../../hooks/release';
import { answered } from '../../hooks/update';
import { cutTo } from '../../parameters/output';
import { scimProviderFacts } from '../../shared/releases';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED, sendingAfter } from '../../transport/send';
import { attachBefore, createAndAttach, detachBefore } from './attach';
import { addDefaultMappings } from './defaultMappings';
import { additionalProviderFields, scimProviderFields } from './fields';
import { scimProviderFilters } from './filters';
import { hideSecrets } from './secrets';
import { skipUnchanged } from './skipUnchanged';
import { syncProvider } from './sync';
import { syncObject } from './syncObject';
import { createOrUpdate } from './upsert';

const ALL = '/providers/scim/';
const ONE = '/providers/scim/{scimProvider}/';

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

const providerInPath = pathFrom('scimProvider', 'SCIM Provider', integerId);
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

export const scimProviderOperations: INodePropertyOptions[] = [
	{
		name: 'Attach to Application',
		value: 'attach',
		action: 'Attach SCIM provider to application',
		description:
			'Make it a backchannel provider of an application, which it needs to sync. Starts no sync.',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [providerInPath] },
			operations: { pagination: sendingAfter([attachBefore]) },
			output: { postReceive: [hideSecrets] },
		},
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create SCIM provider',
		description:
			'Add a SCIM provider, with the mappings that come with authentik unless told otherwise',
		routing: {
			request: { method: 'POST', url: ALL },
			operations: {
				pagination: sendingAfter([knownToRelease, addDefaultMappings], createAndAttach),
			},
			output: {
				postReceive: [
					refuseDroppedFields(
						'additionalFields',
						additionalProviderFields,
						scimProviderFacts,
						SAVED,
					),
					hideSecrets,
				],
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
				pagination: sendingAfter([knownToRelease, addDefaultMappings], createOrUpdate),
			},
			output: {
				postReceive: [
					refuseDroppedFields(
						'additionalFields',
						additionalProviderFields,
						scimProviderFacts,
						SAVED,
					),
					hideSecrets,
				],
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
		name: 'Detach From Application',
		value: 'detach',
		action: 'Detach SCIM provider from application',
		description: 'Take it out of the application that holds it, so that it syncs no more',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [providerInPath] },
			operations: { pagination: sendingAfter([detachBefore]) },
			output: { postReceive: [hideSecrets] },
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
		name: 'Get Sync Status',
		value: 'getSyncStatus',
		action: 'Get sync status of SCIM provider',
		description:
			'Whether a sync runs, and when one last ended. From 2025.10 on authentik says done after failures too; Sync tells them.',
		routing: {
			request: { method: 'GET', url: `${ONE}sync/status/` },
			send: { preSend: [providerInPath] },
		},
	},
	{
		name: 'Sync',
		value: 'sync',
		action: 'Sync SCIM provider',
		description:
			'Start a full sync, which creates, changes and can also delete accounts at the target; wait for its end if you like',
		routing: {
			// Without a body: authentik saves what it has, and every save starts a full sync.
			request: { method: 'PATCH', url: ONE },
			send: { preSend: [providerInPath] },
			operations: { pagination: syncProvider },
		},
	},
	{
		name: 'Sync Group',
		value: 'syncGroup',
		action: 'Sync group to SCIM provider',
		description: 'Provision one group at the target now, and tell how it went',
		routing: {
			request: {
				method: 'POST',
				url: `${ONE}sync/object/`,
				body: { sync_object_model: 'authentik.core.models.Group' },
			},
			send: { preSend: [providerInPath] },
			operations: { pagination: syncObject },
		},
	},
	{
		name: 'Sync User',
		value: 'syncUser',
		action: 'Sync user to SCIM provider',
		description: 'Provision one user at the target now, and tell how it went',
		routing: {
			request: {
				method: 'POST',
				url: `${ONE}sync/object/`,
				body: { sync_object_model: 'authentik.core.models.User' },
			},
			send: { preSend: [providerInPath] },
			operations: { pagination: syncObject },
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
