import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { withDashes } from '../../rules/ids';
import { choiceOf, isWanted } from '../choice';
import type { AuthentikEvent } from '../event';
import { eventFrom, itemOf } from '../event';
import { PROOF_HEADER } from './expressions';
import type { Registration, TriggerData } from './lifecycle';
import { keyOf } from '../key';
import type { Memory } from '../memory';
import { memoryKey, memoryOf } from '../memory';
import { noteUpdate } from '../relations';
import { matchesSecret } from './secret';

/** More than any event that authentik logs; n8n itself accepts 16 MB and more. */
const LARGEST_BODY = 1024 * 1024;

/** The action that authentik's Test button on the transport sends; it is not in the event log. */
const TEST_ACTION = 'custom_notification_test';

/** The node's options for deliveries. */
interface Options {
	allowDuplicates?: boolean;
	rawOutput?: boolean;
}

/**
 * Answers a delivery from authentik, and starts the workflow if the event was chosen. Only a delivery with the
 * registration's secret is read; without a registration, there is none.
 */
export function receive(context: IWebhookFunctions): IWebhookResponseData {
	const { registration } = context.getWorkflowStaticData('node') as TriggerData;
	if (!registration || !matchesSecret(context.getHeaderData()[PROOF_HEADER], registration.secret)) {
		return refuse(context, 401, 'Unauthorized');
	}
	const { rawBody } = context.getRequestObject();
	if (rawBody?.length > LARGEST_BODY) return refuse(context, 413, 'Payload Too Large');
	const event = eventFrom(context.getBodyData());
	if (!event) return refuse(context, 400, 'Bad Request');

	const options = context.getNodeParameter('options', {}) as Options;
	const memory = memoryOf(keyOf(context));
	if (!options.allowDuplicates) {
		const arrival = arrivalOf(context, event, memory);
		if (arrival === 'taken') return ignored;
		if (arrival === 'being taken') return refuse(context, 503, 'Service Unavailable');
	}
	return starts(context, event, { registration, memory })
		? { workflowData: [[{ json: options.rawOutput ? { ...event } : itemOf(event) }]] }
		: ignored;
}

/** The response to an event that does not start the workflow: authentik must not send it again. */
const ignored: IWebhookResponseData = { webhookResponse: { message: 'Ignored' } };

function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/**
 * Whether an event arrived before. It counts as taken once n8n has answered with success. After a failure, authentik
 * sends it again. It must also resend a delivery that arrives before the response, since the outcome is still unknown.
 */
function arrivalOf(
	context: IWebhookFunctions,
	{ pk }: AuthentikEvent,
	memory: Memory,
): 'new' | 'being taken' | 'taken' {
	const taken = memoryKey('taken', pk);
	const beingTaken = memoryKey('being taken', pk);
	if (memory.has(taken)) return 'taken';
	if (memory.has(beingTaken)) return 'being taken';
	memory.add(beingTaken);
	const response = context.getResponseObject();
	response.once('close', () => {
		memory.delete(beingTaken);
		if (response.writableFinished && response.statusCode < 300) memory.add(taken);
	});
	return 'new';
}

function starts(
	context: IWebhookFunctions,
	event: AuthentikEvent,
	{ registration: { self, made }, memory }: { registration: Registration; memory: Memory },
): boolean {
	const changesRelation = noteUpdate(event, memory);
	if (event.action === TEST_ACTION) return false;
	// The setup and removal of the trigger are also logged.
	const pk = withDashes(String(event.context.model?.pk));
	if (made.some((object) => object.pk === pk)) return false;
	return isWanted(choiceOf(context), event, { changesRelation, self });
}
