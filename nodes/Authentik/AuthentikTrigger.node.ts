import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { searchGroups } from './methods/listSearch';
import { authentication, credentials } from './parameters/authentication';
import { MAIN } from './shared/connections';
import { eventsChosen, triggerProperties } from './trigger/description';
import { isRegistered, register, unregister } from './trigger/webhook/lifecycle';
import { receive } from './trigger/webhook/receive';
import { webhookSettings } from './trigger/webhook/settings';

export class AuthentikTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'authentik Trigger',
		name: 'authentikTrigger',
		icon: { light: 'file:../../icons/authentik.svg', dark: 'file:../../icons/authentik.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventsChosen,
		description: 'Starts the workflow when an event occurs in authentik',
		eventTriggerDescription: 'Waiting for an event in authentik',
		activationMessage:
			'authentik sends its events to this workflow as soon as n8n has published it.',
		defaults: { name: 'authentik Trigger' },
		inputs: [],
		outputs: [MAIN],
		credentials,
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [authentication, ...triggerProperties(webhookSettings)],
	};

	methods = { listSearch: { searchGroups } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return receive(this);
	}
}
