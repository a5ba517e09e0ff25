import type { Failure } from '../python/run';
import type { Authentik, Call } from './call';
import { BEHAVIOUR, holds } from './releases';
import type { Dictionary, UserRow } from './state/models';
import type { EventRow } from './state/signin-models';
import { now, stamp, uuid } from './state/state';
import { jsonb, storedException } from './tasks/log';

/** How long events are kept unless the administrator changes it. */
const RETENTION = 365 * 86400 * 1000;

const BRAND = 'authentik_brands.brand';

/** What an event contains besides the request's data. */
export interface EventFacts {
	/** The user of the event, if it is not the caller. */
	user?: UserRow;
	/** The Python module that logs it. */
	app: string;
	context?: Dictionary;
}

/** Adds an event to the state: everything that handles events hooks in here. */
export function addEvent(values: Partial<EventRow>, authentik: Authentik): EventRow {
	const { state } = authentik;
	const { created = now() } = values;
	// Without a request, there is no brand but a fallback.
	const brand = describe(BRAND, { pk: state.fallbackBrand, name: 'Brand fallback' });
	const { user = {}, context = {} } = values;
	const row = state.events.add({
		action: '',
		app: 'authentik.events',
		client_ip: null,
		created,
		expires: stamp(Date.parse(created) + RETENTION),
		...values,
		user: jsonb(user) as Dictionary,
		context: jsonb(context) as Dictionary,
		brand: jsonb(values.brand ?? brand) as Dictionary,
		pk: uuid(),
	});
	authentik.notifications.dispatch(row, authentik);
	return row;
}

/** The context of an event for a failed expression: `text` where the release has the exception apart. */
export function failureContext(
	text: string,
	{ raised, message, traceback }: Failure,
	{ release }: Authentik,
): Dictionary {
	if (!holds(release, BEHAVIOUR.exceptionsAreApart)) return { message: traceback };
	return { message: text, exception: storedException(raised, message) };
}

/** Logs what a request did. */
export function record(call: Call, action: string, { user, app, context = {} }: EventFacts): void {
	const who = user ?? call.user;
	const http_request = {
		path: call.path,
		method: call.method,
		args: masked(Object.fromEntries(call.query)),
		user_agent: call.headers['user-agent'] ?? '',
		request_id: call.id,
	};
	addEvent(
		{
			action,
			app,
			user: who && { pk: who.pk, email: who.email, username: who.username },
			context: { ...masked(context), http_request },
			client_ip: '127.0.0.1',
			brand: describe(BRAND, call.authentik.state.brand),
		},
		call.authentik,
	);
}

/** Removes values whose names look like secrets. */
function masked(values: Dictionary): Dictionary {
	const isSecret = /API|TOKEN|KEY|SECRET|PASS|SIGNATURE/i;
	const entries = Object.entries(values).map(([name, value]) => {
		if (typeof value === 'object' && value !== null) return [name, value] as const;
		return [name, isSecret.test(name) ? '*'.repeat(20) : value] as const;
	});
	return Object.fromEntries(entries);
}

/** A row of a Django model, and its name. */
export interface Named {
	pk: string | number;
	name?: string;
}

/** Logs that a request created, changed or deleted an object; `model` is `app.model`. */
export function recordModel(
	call: Call,
	what: 'created' | 'updated' | 'deleted',
	model: string,
	row: Named,
): void {
	const context = { model: describe(model, row) };
	record(call, `model_${what}`, { app: 'authentik.events.middleware', context });
}

/** Logs that a relation of an object gained or lost rows: each is an event of its own. */
export function recordRelation(
	call: Call,
	model: string,
	row: Named,
	before: unknown[],
	after: unknown[],
): void {
	if (before.some((one) => !after.includes(one))) recordModel(call, 'updated', model, row);
	if (after.some((one) => !before.includes(one))) recordModel(call, 'updated', model, row);
}

/** An object as events show it: UUIDs without dashes. */
export function describe(model: string, { pk, name = '' }: Named): Dictionary {
	const [app, model_name] = model.split('.');
	return { app, model_name, pk: typeof pk === 'string' ? pk.replace(/-/g, '') : pk, name };
}
