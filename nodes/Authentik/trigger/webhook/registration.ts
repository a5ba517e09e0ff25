import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { Refusal } from '../../rules/refusal';
import type { AnyObject, Page } from '../../shared/apiTypes';
import { hasStatus, isUnreachable } from '../../transport/failure';
import { LARGEST_PAGE } from '../../transport/pages';
import { request } from '../../transport/request';
import { settled } from '../../transport/settled';
import type { WebhookObject, CreatedObject } from './objects';
import { WEBHOOK_OBJECTS, REMOVAL_ORDER } from './objects';
import type { Creation } from './plan';

/** The labels in the editor for fields that authentik may refuse. */
const LABELS = new Map([
	['model', 'Object Type'],
	['webhook_url', "n8n's Webhook URL"],
]);

/** The objects that a removal left behind, and why. */
export interface RemovalResult {
	made: CreatedObject[];
	reasons: string[];
}

/**
 * Creates all objects of the plan, or none.
 * @throws NodeApiError of the step that failed (see exchange()), or Refusal if authentik did not keep a value; both
 *   after the created objects are removed. They name those that could not be.
 */
export async function make(context: IHookFunctions, plan: Creation[]): Promise<CreatedObject[]> {
	const made: CreatedObject[] = [];
	for (const step of plan) {
		const outcome = await settled(makeOne(context, step, made));
		if (outcome.status === 'fulfilled') continue;
		const { reasons } = await remove(context, made);
		const error = outcome.reason as Error & { description?: string };
		const rest =
			reasons.length === 0
				? 'All objects created before the failure were deleted.'
				: reasons.join(' ');
		throw Object.assign(error, { description: `${error.description ?? ''} ${rest}`.trim() });
	}
	return made;
}

async function makeOne(
	context: IHookFunctions,
	{ key, kind, body }: Creation,
	made: CreatedObject[],
): Promise<void> {
	const { url, noun, permission } = WEBHOOK_OBJECTS[kind];
	const wanted = body(pksOf(made));
	const row = await request<AnyObject>(
		context,
		{ method: 'POST', url, body: wanted },
		{ permissions: [permission('add')], labels: LABELS },
	);
	made.push({ key, kind, pk: String(row.pk) });
	const lost = differences(row, wanted);
	if (lost.length === 0) return;
	throw new Refusal(
		`authentik did not save ${lost.join(' and ')} of the ${noun}`,
		'Update authentik. This release may not support it.',
	);
}

/** Whether every object of the plan exists and matches the plan. */
export async function isUnchanged(
	context: IHookFunctions,
	plan: Creation[],
	made: CreatedObject[],
): Promise<boolean> {
	const pks = pksOf(made);
	if (made.length !== plan.length || plan.some(({ key }) => !pks[key])) return false;
	for (const { key, kind, body } of plan) {
		const row = await read(context, kind, pks[key]);
		if (!row || differences(row, body(pks)).length > 0) return false;
	}
	return true;
}

/** An object, or undefined if authentik does not have it. */
async function read(
	context: IHookFunctions,
	kind: WebhookObject,
	pk: string,
): Promise<AnyObject | undefined> {
	const { url, permission } = WEBHOOK_OBJECTS[kind];
	const outcome = await settled(
		request<AnyObject>(context, { url: `${url}${pk}/` }, { permissions: [permission('view')] }),
	);
	if (outcome.status === 'fulfilled') return outcome.value;
	if (hasStatus(outcome.reason, 404)) return undefined;
	throw outcome.reason;
}

/**
 * Removes objects in the order in which authentik allows it. It is not an error if one no longer exists. Once authentik
 * can't be reached, or its worker has blocked a deletion for a minute, the rest is skipped: n8n waits, and gives up
 * after two minutes.
 * @returns what could not be removed; each is logged
 */
export async function remove(
	context: IHookFunctions,
	made: CreatedObject[],
): Promise<RemovalResult> {
	const left: RemovalResult = { made: [], reasons: [] };
	let error: Error | undefined;
	for (const object of REMOVAL_ORDER.flatMap((kind) => made.filter((one) => one.kind === kind))) {
		const isHopeless = isUnreachable(error) || hasStatus(error, 405);
		if (!isHopeless) error = await failureOfRemoval(context, object);
		if (!error) continue;
		const text = `The ${WEBHOOK_OBJECTS[object.kind].noun} ${object.pk} could not be deleted: ${error.message}.`;
		context.logger.error(`${context.getNode().name}: ${text}`);
		left.made.push(object);
		left.reasons.push(text);
	}
	return left;
}

/** Removes an object. @returns why that failed; undefined if the object is gone */
async function failureOfRemoval(
	context: IHookFunctions,
	{ kind, pk }: CreatedObject,
): Promise<Error | undefined> {
	const { url, permission } = WEBHOOK_OBJECTS[kind];
	try {
		await request(
			context,
			{ method: 'DELETE', url: `${url}${pk}/` },
			{ permissions: [permission('view'), permission('delete')] },
		);
	} catch (error) {
		return hasStatus(error, 404) ? undefined : (error as Error);
	}
	return undefined;
}

/**
 * Objects with this name that are no longer in any registration: a process ended before it could save them. The name
 * contains a hash of the webhook's URL, so they belong to nobody else.
 */
export async function findStranded(
	context: IHookFunctions,
	name: string,
): Promise<CreatedObject[]> {
	const found: CreatedObject[] = [];
	for (const kind of REMOVAL_ORDER) {
		const { url, permission } = WEBHOOK_OBJECTS[kind];
		const { results } = await request<Page<AnyObject>>(
			context,
			{ url, qs: { search: name, page_size: LARGEST_PAGE } },
			{ permissions: [permission('view')] },
		);
		const ours = results.filter((row) => row.name?.startsWith(name));
		found.push(...ours.map(({ pk }) => ({ key: '', kind, pk: String(pk) })));
	}
	return found;
}

function pksOf(made: CreatedObject[]): Record<string, string> {
	return Object.fromEntries(made.map(({ key, pk }) => [key, pk]));
}

/** The fields of `wanted` that differ in a row. */
function differences(row: IDataObject, wanted: IDataObject): string[] {
	return Object.keys(wanted).filter(
		(field) => JSON.stringify(row[field] ?? null) !== JSON.stringify(wanted[field]),
	);
}
