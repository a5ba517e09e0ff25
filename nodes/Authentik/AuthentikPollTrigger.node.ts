import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { authentication, credentials } from './parameters/authentication';
import { MAIN } from './shared/connections';
import { eventsChosen, triggerProperties } from './trigger/description';
import { poll } from './trigger/polling/poll';
import { pollingSettings } from './trigger/polling/settings';

export class AuthentikPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'authentik Poll Trigger',
		name: 'authentikPollTrigger',
		icon: { light: 'file:../../icons/authentik.svg', dark: 'file:../../icons/authentik.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsChosen,
		description:
			"Starts the workflow on new events in authentik's event log, which n8n checks on a schedule",
		defaults: { name: 'authentik Poll Trigger' },
		inputs: [],
		outputs: [MAIN],
		credentials,
		polling: true,
		properties: [authentication, ...triggerProperties(pollingSettings)],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
