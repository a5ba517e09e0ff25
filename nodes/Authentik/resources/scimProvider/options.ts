import { bodyField, ownOption } from '../../operation/fields';
import { orderBy } from '../../parameters/collections';
import { boolean, count } from '../../rules/scalars';

/** The default time limit of a sync, in seconds. */
export const TIME_LIMIT_S = 300;

export const includeSecrets = ownOption(boolean, {
	displayName: 'Include Secrets',
	name: 'includeSecrets',
	type: 'boolean',
	default: true,
	description:
		'Whether to return the token for the SCIM target and the passwords in the OAuth parameters. n8n then stores them in its execution data.',
});

export const move = ownOption(boolean, {
	displayName: 'Move',
	name: 'move',
	type: 'boolean',
	default: true,
	description:
		'Whether to move the provider if it is attached to another application. When off, the item fails.',
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
		"Whether to change the target even if Dry Run is on for the provider. The provider's setting stays the same.",
});

export const skipIfUnchanged = ownOption(boolean, {
	displayName: 'Skip If Unchanged',
	name: 'skipIfUnchanged',
	type: 'boolean',
	default: true,
	description:
		'Whether to send only the fields that differ from the current settings. If none differ, nothing is saved, no sync starts, and the output contains "unchanged": true.',
});

export const continueOnFailedSync = ownOption(boolean, {
	displayName: 'Continue on Failed Sync',
	name: 'continueOnFailedSync',
	type: 'boolean',
	default: true,
	description:
		'Whether to return the result of a sync that logged warnings or errors, or that did not end in time. When off, the item fails.',
});

export const runSchedule = ownOption(boolean, {
	displayName: 'Run Schedule',
	name: 'runSchedule',
	type: 'boolean',
	default: true,
	description:
		"Whether to run authentik's schedule for the sync now, instead of saving the provider. Needs a superuser's credential and authentik 2025.8 or later.",
});

export const timeLimit = ownOption(count, {
	displayName: 'Time Limit (Seconds)',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: TIME_LIMIT_S,
	description: 'How long to wait until the sync ends',
});

export const waitForCompletion = ownOption(boolean, {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description: 'Whether to wait until the sync ends and return the result',
});
