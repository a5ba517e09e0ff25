import type { INodeProperties } from 'n8n-workflow';

/** How many events one poll starts the workflow with by default. */
export const DEFAULT_MAXIMUM = 500;

/** The options that control how the trigger reads the event log. */
export const pollingSettings: INodeProperties[] = [
	{
		displayName: 'Maximum Events',
		name: 'maximumEvents',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_MAXIMUM,
		description: 'Maximum number of events per poll, oldest first. The next poll returns the rest.',
	},
	{
		displayName: 'Start From Now',
		name: 'startFromNow',
		type: 'boolean',
		default: true,
		description:
			'Whether to skip the events that authentik logged while the workflow was not published',
	},
];
