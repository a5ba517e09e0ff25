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

/** More than any event that authentik logs; n8n itself takes 16 MB and more. */
const LARGEST_BODY = 1024 * 1024;

/** What authentik's Test button on the transport sends; no event of its log. */
const TEST_ACTION = 'custom_notification_test';

/** The options of the node for what arrives. */
interface Options {
	allowDuplicates?: boolean;
	rawOutput?: boolean;
}

/**
 * Answers a delivery of authentik, and starts the workflow when it is an event that was asked for. Only a
 * delivery with the registration's secret is looked at; without a registration, there is none.
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

/** The answer to an event that does not start the workflow: authentik must not send it again. */
const ignored: IWebhookResponseData = { webhookResponse: { message: 'Ignored' } };

function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/**
 * Whether an event came before. It counts as taken once n8n has answered with success: what was answered by a
 * failure comes again, and so has to what comes in between, for nobody knows yet how that will end.
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
	// Setting up and taking down the trigger is logged as well.
	const pk = withDashes(String(event.context.model?.pk));
	if (made.some((object) => object.pk === pk)) return false;
	return isWanted(choiceOf(context), event, { changesRelation, self });
}
