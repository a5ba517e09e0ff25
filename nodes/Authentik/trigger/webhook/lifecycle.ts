import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { idOf } from '../../operation/resolveLocator';
import { uuid } from '../../rules/ids';
import type { Release } from '../../shared/releases';
import { RELEASES } from '../../shared/releases';
import { currentUser } from '../../transport/currentUser';
import { readRelease } from '../../transport/release';
import { sessionOf } from '../../transport/session';
import { settled } from '../../transport/settled';
import { checkedFilters, choiceOf } from '../choice';
import { asTriggerError, isDownAtStart } from '../errors';
import { keyOf } from '../key';
import { matchersFor } from '../matchers';
import type { CreatedObject } from './objects';
import { NOTHING_CREATED } from './objects';
import type { Wanted } from './plan';
import { planOf } from './plan';
import { refuseEmptyReceiver, refuseLocalWebhook, refuseMissingPermissions } from './preflight';
import { findStranded, isUnchanged, make, remove } from './registration';
import { shortHash, newSecret } from './secret';
import { receiverGroup } from './settings';

/** What n8n stores for a trigger between runs, in the workflow's static data. */
export interface Registration {
	/** The owner, see ownerOf(). */
	owner: string;
	/** The secret that every delivery must contain. */
	secret: string;
	/** ID of the credential's user. */
	self: number;
	made: CreatedObject[];
	/** Objects of an earlier registration that could not be deleted from authentik. */
	left: CreatedObject[];
}

/** The static data of the node. n8n stores it separately for test runs and the active workflow. */
export interface TriggerData extends IDataObject {
	registration?: Registration & IDataObject;
}

/** The node's options for the registration. */
interface Options {
	receiver?: { value?: unknown };
}

const receiverInOptions = { ...receiverGroup, name: `options.${receiverGroup.name}` };

/**
 * Called by n8n at each activation and start: whether authentik is set up. Anything that does not match is removed, so
 * that register() starts from scratch.
 * @throws NodeApiError or NodeOperationError if authentik can't be reached, or refuses
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const registration = ownRegistration(context);
	if (!registration) return false;
	const outcome = await settled(isUpToDate(context, registration));
	if (outcome.status === 'fulfilled') {
		if (!outcome.value) await end(context, registration);
		return outcome.value;
	}
	const error = outcome.reason as Error;
	if (!isDownAtStart(context, error)) throw asTriggerError(context, error, NOTHING_CREATED);
	// The registration will still be there.
	context.logger.warn(
		`${context.getNode().name}: could not check whether the trigger is still registered in authentik: ${error.message}`,
	);
	return true;
}

/**
 * Sets authentik up to call the webhook.
 * @throws NodeApiError or NodeOperationError; then nothing is left in authentik, or the error names it
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	try {
		const registration = await createRegistration(context);
		dataOf(context).registration = registration as Registration & IDataObject;
		return true;
	} catch (error) {
		throw asTriggerError(context, error as Error, NOTHING_CREATED);
	}
}

/**
 * Removes everything from authentik again. A failure is logged and remembered for the next activation, not thrown: n8n
 * would stop, and leave other triggers of the workflow registered.
 * @returns whether nothing is left
 */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const registration = ownRegistration(context);
	return !registration || (await end(context, registration));
}

async function createRegistration(context: IHookFunctions): Promise<Registration> {
	const { server } = await sessionOf(context);
	refuseLocalWebhook(webhookUrlOf(context), server);
	const { is_superuser, pk: self } = await currentUser(context);
	const secret = newSecret();
	const wanted = await wantedRows(context, { secret, self });
	const plan = planOf(wanted);
	if (!is_superuser) {
		await refuseMissingPermissions(context, [...new Set(plan.map(({ kind }) => kind))]);
	}
	if (wanted.receiver) await refuseEmptyReceiver(context, wanted.receiver);
	const stranded = await findStranded(context, wanted.name);
	const { made: left } = await remove(context, [...allOf(ownRegistration(context)), ...stranded]);
	return { owner: ownerOf(context), secret, self, made: await make(context, plan), left };
}

async function end(context: IHookFunctions, registration: Registration): Promise<boolean> {
	const data = dataOf(context);
	const { made: left } = await remove(context, allOf(registration));
	if (left.length === 0) delete data.registration;
	else
		data.registration = { ...registration, secret: '', made: [], left } as Registration &
			IDataObject;
	return left.length === 0;
}

function allOf(registration?: Registration): CreatedObject[] {
	return registration ? [...registration.made, ...registration.left] : [];
}

async function isUpToDate(
	context: IHookFunctions,
	{ secret, self, made }: Registration,
): Promise<boolean> {
	// The credential may have been given another user's token.
	if ((await currentUser(context)).pk !== self) return false;
	return await isUnchanged(context, planOf(await wantedRows(context, { secret, self })), made);
}

async function wantedRows(
	context: IHookFunctions,
	{ secret, self }: Pick<Registration, 'secret' | 'self'>,
): Promise<Wanted> {
	const { events, filters } = choiceOf(context);
	const { receiver } = context.getNodeParameter('options', {}) as Options;
	const webhookUrl = webhookUrlOf(context);
	const release = (await readRelease(context)) ?? (RELEASES[RELEASES.length - 1] as Release);
	const { objectType, clientIp } = checkedFilters(filters);
	return {
		name: nameOf(context, webhookUrl),
		webhookUrl,
		secret,
		self,
		receiver: receiver?.value ? await idOf(context, receiverInOptions, uuid) : undefined,
		matchers: matchersFor(events, release, objectType),
		clientIp,
		release,
	};
}

function webhookUrlOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') as string;
}

/**
 * The beginning of every object's name: unique for the workflow, the node, test or production, and the n8n instance.
 */
function nameOf(context: IHookFunctions, webhookUrl: string): string {
	return `n8n ${keyOf(context)} ${shortHash(webhookUrl)}`;
}

/**
 * The registration that this node made. `n8n export:workflow` also writes static data: in an imported copy, it belongs
 * to the original.
 */
function ownRegistration(context: IHookFunctions): Registration | undefined {
	const { registration } = dataOf(context);
	return registration?.owner === ownerOf(context) ? registration : undefined;
}

function ownerOf(context: IHookFunctions): string {
	const { id: workflow } = context.getWorkflow();
	return shortHash([context.getInstanceId(), workflow, context.getNode().id].join(' '));
}

function dataOf(context: IHookFunctions): TriggerData {
	return context.getWorkflowStaticData('node') as TriggerData;
}
