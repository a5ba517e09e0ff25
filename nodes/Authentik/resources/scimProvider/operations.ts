import type { Operation } from '../../operation/types';
import { answered, refuseDroppedFields } from '../../operation/answers';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { outputParameters } from '../../operation/output';
import {
	additionalFields,
	filters,
	furtherOptions,
	updateFields,
} from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { anyGroupLocator, anyUserLocator, applicationLocator } from '../../parameters/locators';
import { scimProviderInPath } from '../../parameters/paths';
import { rights } from '../../shared/permissions';
import { scimProviderFacts } from '../../shared/releases';
import { DELETED } from '../../transport/exchangeItem';
import { createOrUpdate } from '../common/upsert';
import { attachBefore, createAndAttach, detachBefore, refuseWrongApplication } from './attach';
import { addDefaultMappings } from './defaultMappings';
import {
	additionalProviderFields,
	attachTo,
	requiredProviderFields,
	scimProviderFields,
} from './fields';
import { scimProviderFilters } from './filters';
import {
	failOnFailedSync,
	includeSecrets,
	move,
	overrideDryRun,
	providerOrder,
	skipIfUnchanged,
	startWith,
	timeLimit,
	waitForCompletion,
} from './options';
import { hideSecrets } from './secrets';
import { skipUnchanged } from './skipUnchanged';
import { syncProvider } from './sync';
import { syncObject } from './syncObject';
import { saveInTurn, sendingInTurn } from './syncTurn';

const ALL = '/providers/scim/';
const ONE = '/providers/scim/{scimProvider}/';

/** The simplified output of a provider; the token only with the option Include Secrets. */
const simplified = [
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

const SAVED = 'It dropped the value without a word, saved the rest and started a full sync.';

const refuseDroppedAdditions = refuseDroppedFields(
	'additionalFields',
	additionalProviderFields,
	scimProviderFacts,
	SAVED,
);

export const scimProviderOperations: Operation[] = [
	{
		name: 'Attach to Application',
		value: 'attach',
		action: 'Attach SCIM provider to application',
		description:
			'Make it a backchannel provider of an application, which it needs to sync. Starts no sync.',
		request: { method: 'GET', url: ONE },
		parameters: [
			scimProviderInPath,
			applicationLocator,
			furtherOptions([includeSecrets.parameter, move.parameter]),
		],
		before: [attachBefore],
		postReceive: [hideSecrets],
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create SCIM provider',
		description:
			'Add a SCIM provider, with the mappings that come with authentik unless told otherwise',
		request: { method: 'POST', url: ALL },
		parameters: [
			...requiredProviderFields,
			additionalFields([attachTo, ...additionalProviderFields]),
			furtherOptions([includeSecrets.parameter]),
		],
		before: [refuseWrongApplication, addDefaultMappings],
		work: createAndAttach,
		postReceive: [refuseDroppedAdditions, hideSecrets],
	},
	{
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update SCIM provider',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		request: { method: 'POST', url: ALL },
		parameters: [
			...requiredProviderFields,
			additionalFields(additionalProviderFields),
			furtherOptions([includeSecrets.parameter]),
		],
		work: createOrUpdate({
			url: ALL,
			qs: {},
			key: 'name',
			rights: rights.scimProvider,
			beforeCreate: addDefaultMappings,
			sendingFor: (context, exchange, existing) =>
				sendingInTurn(context, exchange, existing && Number(existing.pk)),
		}),
		postReceive: [refuseDroppedAdditions, hideSecrets],
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete SCIM provider permanently',
		description: 'Delete it for good. The accounts at the SCIM target stay.',
		request: { method: 'DELETE', url: ONE },
		parameters: [scimProviderInPath],
		postReceive: [answered(DELETED)],
		about: { pk: scimProviderInPath },
	},
	{
		name: 'Detach From Application',
		value: 'detach',
		action: 'Detach SCIM provider from application',
		description: 'Take it out of the application that holds it, so that it syncs no more',
		request: { method: 'GET', url: ONE },
		parameters: [scimProviderInPath, furtherOptions([includeSecrets.parameter])],
		before: [detachBefore],
		postReceive: [hideSecrets],
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get SCIM provider',
		description: 'Retrieve the settings of one SCIM provider',
		request: { method: 'GET', url: ONE },
		parameters: [
			scimProviderInPath,
			...outputParameters,
			furtherOptions([includeSecrets.parameter]),
		],
		postReceive: [hideSecrets],
		simplified,
	},
	{
		name: 'Get Dependents',
		value: 'getDependents',
		action: 'Get dependents of SCIM provider',
		description: 'List what refers to it, and what its deletion would do to them',
		request: { method: 'GET', url: `${ONE}used_by/` },
		parameters: [scimProviderInPath],
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SCIM providers',
		description: 'List many SCIM providers, or only those that match filters',
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
				// Filters that every release knows need not show up in the answer.
				scimProviderFilters.filter(({ target }) => target.releases),
				scimProviderFacts,
				'It ignores the filter and would return providers that do not match. Remove the filter.',
			),
			hideSecrets,
		],
		simplified,
	},
	{
		name: 'Get Sync Status',
		value: 'getSyncStatus',
		action: 'Get sync status of SCIM provider',
		description:
			'Whether a sync runs, and when one last ended. From 2025.10 on authentik says done after failures too; Sync tells them.',
		request: { method: 'GET', url: `${ONE}sync/status/` },
		parameters: [scimProviderInPath],
		about: { provider: scimProviderInPath },
	},
	{
		name: 'Sync',
		value: 'sync',
		action: 'Sync SCIM provider',
		description:
			'Start a full sync, which creates, changes and can also delete accounts at the target; wait for its end if you like',
		// Without a body: authentik saves what it has, and every save starts a full sync.
		request: { method: 'PATCH', url: ONE },
		parameters: [
			scimProviderInPath,
			furtherOptions([
				failOnFailedSync.parameter,
				startWith.parameter,
				timeLimit.parameter,
				waitForCompletion.parameter,
			]),
		],
		work: syncProvider,
	},
	{
		name: 'Sync Group',
		value: 'syncGroup',
		action: 'Sync group to SCIM provider',
		description: 'Provision one group at the target now, and tell how it went',
		request: {
			method: 'POST',
			url: `${ONE}sync/object/`,
			body: { sync_object_model: 'authentik.core.models.Group' },
		},
		parameters: [
			scimProviderInPath,
			anyGroupLocator,
			furtherOptions([failOnFailedSync.parameter, overrideDryRun, timeLimit.parameter]),
		],
		work: syncObject,
	},
	{
		name: 'Sync User',
		value: 'syncUser',
		action: 'Sync user to SCIM provider',
		description: 'Provision one user at the target now, and tell how it went',
		request: {
			method: 'POST',
			url: `${ONE}sync/object/`,
			body: { sync_object_model: 'authentik.core.models.User' },
		},
		parameters: [
			scimProviderInPath,
			anyUserLocator,
			furtherOptions([failOnFailedSync.parameter, overrideDryRun, timeLimit.parameter]),
		],
		work: syncObject,
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update SCIM provider',
		description:
			'Change settings. Saving starts a full sync, which can also delete accounts at the target.',
		request: { method: 'PATCH', url: ONE },
		parameters: [
			scimProviderInPath,
			updateFields(scimProviderFields),
			furtherOptions([includeSecrets.parameter, skipIfUnchanged.parameter]),
		],
		before: [refuseEmptyUpdate('An empty update would still start a full sync.'), skipUnchanged],
		work: saveInTurn,
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
];
