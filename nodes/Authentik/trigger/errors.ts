import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';

import { NOTHING_SENT, Refusal } from '../rules/refusal';
import { hasStatus, isUnreachable } from '../transport/failure';
import { asNodeError } from '../transport/nodeError';

/**
 * An error as n8n shows it for a trigger: the rules mention an item, which a trigger does not have.
 * @param instead what a refusal says that it prevented
 */
export function asTriggerError(
	context: IHookFunctions | IPollFunctions,
	error: Error,
	instead: string,
): Error {
	if (!(error instanceof Refusal)) return asNodeError(context, error);
	const description = error.description.replace(NOTHING_SENT, instead);
	return asNodeError(context, new Refusal(error.message, description));
}

/** Whether authentik is down when n8n starts: after a restart of the machine, n8n is often ready first. */
export function isDownAtStart(context: IHookFunctions | IPollFunctions, error: Error): boolean {
	const isStart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	return isStart && (isUnreachable(error) || hasStatus(error, 500));
}
