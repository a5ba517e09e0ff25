import type { Operation } from '../../operation/types';
import { replaceWith, refuseDroppedFields } from '../../operation/postReceive';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { ifNotFound } from '../../operation/ifNotFound';
import { KINDS } from '../../operation/kinds';
import { outputParameters } from '../../operation/output';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import {
	applicationOfNode,
	groupOfNode,
	scimProviderInPath,
	userOfNode,
} from '../../parameters/paths';
import { rights } from '../../shared/permissions';
import { scimProviderFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { saveInTurn, sendingInTurn } from '../common/syncTurns';
import { createOrUpdate } from '../common/upsert';
import { attachBefore, detachBefore } from './attach';
import { addDefaultMappings, createAndAttach, requireUrl } from './create';
import {
	additionalProviderFields,
	attachTo,
	requiredProviderFields,
	requiredProviderName,
	scimProviderFields,
	upsertedProviderFields,
} from './fields';
import { scimProviderFilters } from './filters';
import {
	continueOnFailedSync,
	includeSecrets,
	move,
	overrideDryRun,
	providerOrder,
	runSchedule,
	skipIfUnchanged,
	timeLimit,
	waitForCompletion,
} from './options';
import { hideSecrets } from './secrets';
import { skipUnchanged } from './skipUnchanged';
import { syncProvider } from './sync/fullSync';
import { syncObject } from './sync/objectSync';

const ALL = '/providers/scim/';
const ONE = '/providers/scim/{scimProvider}/';

/** The simplified output of a provider. The token is included only with the option Include Secrets. */
const columns = [
	'name',
	'dry_run',
	'url',
	'pk',
	'assigned_backchannel_application_name',
	'assigned_backchannel_application_slug',
	'compatibility_mode',
	'exclude_users_service_account',
	'filter_group',
	'group_filters',
	'token',
	'auth_oauth_params',
] as const;

const SAVED = 'authentik ignored the value, saved the rest and started a full sync.';

const refuseDroppedAdditions = refuseDroppedFields(
	'additionalFields',
	upsertedProviderFields,
	scimProviderFacts,
	SAVED,
);

export const scimProviderOperations: Operation[] = [
	{
		name: 'Attach to Application',
		value: 'attach',
		action: 'Attach SCIM provider to application',
		description:
			'Attach a SCIM provider to an application as a backchannel provider. Required for syncing. Does not start a sync.',
		request: { method: 'GET', url: ONE },
		parameters: [
			scimProviderInPath,
			applicationOfNode,
			furtherOptions([includeSecrets.parameter, move.parameter]),
		],
		before: [attachBefore],
		postReceive: [hideSecrets],
		columns,
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create SCIM provider',
		description:
			"Create a SCIM provider, with authentik's default mappings unless you choose others",
		request: { method: 'POST', url: ALL },
		parameters: [
			...requiredProviderFields,
			additionalFields([attachTo, ...additionalProviderFields]),
		],
		before: [addDefaultMappings],
		execute: createAndAttach,
		postReceive: [refuseDroppedAdditions, hideSecrets],
		columns,
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update SCIM provider',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		request: { method: 'POST', url: ALL },
		parameters: [
			requiredProviderName,
			additionalFields(upsertedProviderFields),
			furtherOptions([includeSecrets.parameter]),
		],
		execute: createOrUpdate({
			kind: KINDS.scimProvider,
			key: 'name',
			rights: rights.scimProvider,
			beforeCreate: [requireUrl, addDefaultMappings],
			sendingFor: (context, send, existing) =>
				sendingInTurn(context, send, existing && Number(existing.pk)),
		}),
		postReceive: [refuseDroppedAdditions, hideSecrets],
		columns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete SCIM provider permanently',
		description: 'Permanently delete a SCIM provider. Accounts at the target are kept.',
		request: { method: 'DELETE', url: ONE },
		parameters: [scimProviderInPath],
		postReceive: [replaceWith(DELETED)],
		about: { pk: scimProviderInPath },
	},
	{
		name: 'Detach From Application',
		value: 'detach',
		action: 'Detach SCIM provider from application',
		description: 'Detach a SCIM provider from its application. The provider stops syncing.',
		request: { method: 'GET', url: ONE },
		parameters: [scimProviderInPath, furtherOptions([includeSecrets.parameter])],
		before: [detachBefore],
		postReceive: [hideSecrets],
		columns,
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get SCIM provider',
		description: 'Retrieve a SCIM provider',
		request: { method: 'GET', url: ONE },
		parameters: [
			scimProviderInPath,
			...outputParameters,
			furtherOptions([ifNotFound.parameter, includeSecrets.parameter]),
		],
		postReceive: [hideSecrets],
		columns,
	},
	{
		name: 'Get Dependents',
		value: 'getDependents',
		action: 'Get dependents of SCIM provider',
		description:
			'Retrieve the objects that refer to a SCIM provider, and what deleting it would do to them',
		request: { method: 'GET', url: `${ONE}used_by/` },
		parameters: [scimProviderInPath],
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SCIM providers',
		description: 'Retrieve a list of SCIM providers, optionally filtered',
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(scimProviderFilters),
			furtherOptions([includeSecrets.parameter, providerOrder]),
		],
		postReceive: [
			refuseDroppedFields(
				'filters',
				// Filters that every release has need not appear in the response.
				scimProviderFilters.filter(({ target }) => target.releases),
				scimProviderFacts,
				"Remove the filter: authentik ignores it and returns providers that don't match.",
			),
			hideSecrets,
		],
		columns,
	},
	{
		name: 'Get Sync Status',
		value: 'getSyncStatus',
		action: 'Get sync status of SCIM provider',
		description:
			'Check whether a sync is running and when the last one ended. In authentik 2025.10 and later, the status is "done" even after failures. To see failures, use Sync.',
		request: { method: 'GET', url: `${ONE}sync/status/` },
		parameters: [scimProviderInPath],
		about: { provider: scimProviderInPath },
	},
	{
		name: 'Sync',
		value: 'sync',
		action: 'Sync SCIM provider',
		description:
			'Start a full sync, which creates, updates and can delete accounts at the target. Optionally wait until it ends.',
		// Without a body, authentik saves the provider unchanged, and every save starts a full sync.
		request: { method: 'PATCH', url: ONE },
		parameters: [
			scimProviderInPath,
			furtherOptions([
				continueOnFailedSync.parameter,
				runSchedule.parameter,
				timeLimit.parameter,
				waitForCompletion.parameter,
			]),
		],
		execute: syncProvider,
	},
	{
		name: 'Sync Group',
		value: 'syncGroup',
		action: 'Sync group to SCIM provider',
		description: 'Provision a group at the target now and return the result',
		request: {
			method: 'POST',
			url: `${ONE}sync/object/`,
			body: { sync_object_model: 'authentik.core.models.Group' },
		},
		parameters: [
			scimProviderInPath,
			groupOfNode,
			furtherOptions([continueOnFailedSync.parameter, overrideDryRun, timeLimit.parameter]),
		],
		execute: syncObject,
	},
	{
		name: 'Sync User',
		value: 'syncUser',
		action: 'Sync user to SCIM provider',
		description: 'Provision a user at the target now and return the result',
		request: {
			method: 'POST',
			url: `${ONE}sync/object/`,
			body: { sync_object_model: 'authentik.core.models.User' },
		},
		parameters: [
			scimProviderInPath,
			userOfNode,
			furtherOptions([continueOnFailedSync.parameter, overrideDryRun, timeLimit.parameter]),
		],
		execute: syncObject,
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update SCIM provider',
		description:
			'Update the fields you add. Saving starts a full sync, which can delete accounts at the target.',
		request: { method: 'PATCH', url: ONE },
		parameters: [
			scimProviderInPath,
			updateFields(scimProviderFields),
			furtherOptions([includeSecrets.parameter, skipIfUnchanged.parameter]),
		],
		before: [refuseEmptyUpdate('An empty update would still start a full sync.'), skipUnchanged],
		execute: saveInTurn,
		postReceive: [
			refuseDroppedFields(
				'updateFields',
				scimProviderFields,
				scimProviderFacts,
				`Remove the field, or update authentik. ${SAVED}`,
			),
			hideSecrets,
		],
		columns,
	},
];
