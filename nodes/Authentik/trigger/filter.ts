import type { IDataObject } from 'n8n-workflow';

import { withDashes } from '../rules/ids';
import type { LoggedEvent } from '../shared/apiTypes';
import { modelOf } from './event';

/** The values of the parameter Filters. Empty ones do not filter. */
export interface Filters extends IDataObject {
	app?: string;
	clientIp?: string;
	object?: string;
	objectType?: string;
	username?: string;
}

/**
 * Whether an event passes all filters. authentik's matchers already check Client IP and Object Type, but can't check
 * the others: they compare `app` with a different value than events hold, and have no users or single objects.
 */
export function passesFilters(filters: Filters, event: LoggedEvent): boolean {
	const { app, clientIp, object, objectType, username } = trimmed(filters);
	const { context, user } = event;
	return (
		(!app || isOfApp(app, event)) &&
		(!clientIp || clientIp === event.client_ip) &&
		(!object || isAbout(object, event)) &&
		(!objectType || objectType === modelOf(event)) &&
		(!username || username === user.username || username === context.username)
	);
}

/** Whether an event is about an object of the app, or, if it is about none, was logged by one of the app's modules. */
function isOfApp(app: string, event: LoggedEvent): boolean {
	const dotted = (name: string) => name.replace(/_/g, '.');
	const model = event.context.model?.app;
	if (model) return dotted(model) === dotted(app);
	return `${dotted(event.app)}.`.startsWith(`${dotted(app)}.`);
}

/** Whether an event is about the object with this name or ID, with or without dashes. */
function isAbout(object: string, { context: { model } }: LoggedEvent): boolean {
	if (!model) return false;
	const pk = String(model.pk);
	return [model.name, pk, withDashes(pk)].includes(object);
}

function trimmed(filters: Filters): Record<string, string> {
	return Object.fromEntries(
		Object.entries(filters).map(([name, value]) => [name, String(value ?? '').trim()]),
	);
}
