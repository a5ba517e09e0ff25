import { bodyField } from '../../operation/fields';
import type { Parameter } from '../../operation/types';
import { orderBy } from '../../parameters/collections';
import { boolean } from '../../rules/scalars';
import { TIME_LIMIT_S } from './sync';

export const failOnFailedSync: Parameter = {
	displayName: 'Fail When the Sync Fails',
	name: 'failOnFailedSync',
	type: 'boolean',
	default: true,
	description:
		'Whether the item fails when authentik logged warnings or errors, or when the time is up. Otherwise the item tells.',
};

export const includeSecrets: Parameter = {
	displayName: 'Include Secrets',
	name: 'includeSecrets',
	type: 'boolean',
	default: false,
	description:
		'Whether to output the token of the SCIM target and passwords among the OAuth parameters. They then stand in the execution data of n8n.',
};

export const move: Parameter = {
	displayName: 'Move',
	name: 'move',
	type: 'boolean',
	default: true,
	description:
		'Whether to take the provider away from another application that holds it. Without this, the item fails.',
};

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

export const skipIfUnchanged: Parameter = {
	displayName: 'Skip If Unchanged',
	name: 'skipIfUnchanged',
	type: 'boolean',
	default: true,
	description:
		'Whether to read first and send only what differs. Without a difference nothing is saved, so no sync starts, and the item says unchanged.',
};

export const startWith: Parameter = {
	displayName: 'Start With',
	name: 'startWith',
	type: 'options',
	options: [
		{
			name: 'Save',
			value: 'save',
			description: 'Save the provider as it is; works on every release',
		},
		{
			name: 'Schedule',
			value: 'schedule',
			description: 'Send its schedule; superusers only, from authentik 2025.8 on',
		},
	],
	default: 'save',
	description: 'How to start the sync',
};

export const timeLimit: Parameter = {
	displayName: 'Time Limit (Seconds)',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: TIME_LIMIT_S,
	description: 'How long to wait for the end of the sync',
};

export const waitForCompletion: Parameter = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description: 'Whether to wait for the end of the sync and tell how it went',
};
