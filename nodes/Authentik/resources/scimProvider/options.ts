import { bodyField, ownOption } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { boolean, count } from '../../rules/scalars';

/** How long a sync may take unless the user says otherwise, in seconds. */
export const TIME_LIMIT_S = 300;

export const includeSecrets = ownOption(boolean, {
	displayName: 'Include Secrets',
	name: 'includeSecrets',
	type: 'boolean',
	default: true,
	description:
		'Whether to output the token of the SCIM target and passwords among the OAuth parameters. They then stand in the execution data of n8n.',
});

export const move = ownOption(boolean, {
	displayName: 'Move',
	name: 'move',
	type: 'boolean',
	default: true,
	description:
		'Whether to take the provider away from another application that holds it. Without this, the item fails.',
});

export const providerOrder = orderBy(
	[
		{ name: 'ID, Newest First', value: '-pk' },
		{ name: 'ID, Oldest First', value: 'pk' },
		{ name: 'Name, A to Z', value: 'name' },
		{ name: 'Name, Z to A', value: '-name' },
		{ name: 'URL, A to Z', value: 'url' },
	],
	'name',
);

export const overrideDryRun = bodyField('override_dry_run', boolean, {
	displayName: 'Override Dry Run',
	name: 'overrideDryRun',
	type: 'boolean',
	default: true,
	description:
		'Whether to change the target although the provider is in dry run. Its setting stays as it is.',
});

export const skipIfUnchanged = ownOption(boolean, {
	displayName: 'Skip If Unchanged',
	name: 'skipIfUnchanged',
	type: 'boolean',
	default: true,
	description:
		'Whether to read first and send only what differs. Without a difference nothing is saved, so no sync starts, and the item says unchanged.',
});

export const continueOnFailedSync = ownOption(boolean, {
	displayName: 'Continue on Failed Sync',
	name: 'continueOnFailedSync',
	type: 'boolean',
	default: true,
	description:
		'Whether to return the result of a sync that logged warnings or errors, or did not end in time. Otherwise the item fails.',
});

export const sendSchedule = ownOption(boolean, {
	displayName: 'Send Schedule',
	name: 'sendSchedule',
	type: 'boolean',
	default: true,
	description:
		'Whether to start the sync by its schedule instead of saving the provider. Needs a superuser and authentik 2025.8 or later.',
});

export const timeLimit = ownOption(count, {
	displayName: 'Time Limit (Seconds)',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: TIME_LIMIT_S,
	description: 'How long to wait for the end of the sync',
});

export const waitForCompletion = ownOption(boolean, {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description: 'Whether to wait for the end of the sync and tell how it went',
});
