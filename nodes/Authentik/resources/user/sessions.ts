import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Step, Execute } from '../../operation/types';
import { resolveUser } from '../../parameters/paths';
import type { User, UserSession, UserWithGroups } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { hasStatus } from '../../transport/failure';
import { request } from '../../transport/request';
import { allRows } from '../../transport/rows';

/** authentik's list of sessions. */
export const SESSIONS = '/core/authenticated_sessions/';

/** Requests the sessions of the located user: their list identifies users only by name. */
export const sessionsInQuery: Step = async function (requestOptions) {
	const { username } = await readUser(this, await resolveUser(this));
	requestOptions.qs = { ...requestOptions.qs, user__username: username };
};

/** Ends all sessions of the located user. */
export const endAllSessions: Execute = async (context) => {
	const user = await readUser(context, await resolveUser(context));
	const sessions = await sessionsOf(context, user);
	await endSessions(context, sessions);
	const { pk, username } = user;
	return [{ json: { pk, username, sessions_ended: sessions.length } }];
};

/** One user, as authentik shows it. */
export async function readUser(
	context: IExecuteSingleFunctions,
	pk: number,
): Promise<UserWithGroups> {
	const subject = { permissions: [rights.user.view] };
	return await request<UserWithGroups>(context, { url: `/core/users/${pk}/` }, subject);
}

/**
 * A user's sessions that the token may view: without the permission to view those of others, authentik returns none.
 */
export async function sessionsOf(
	context: IExecuteSingleFunctions,
	{ pk, username }: User,
): Promise<UserSession[]> {
	const subject = { permissions: [rights.session.view] };
	const list = { url: SESSIONS, qs: { user__username: username } };
	const rows = await allRows<UserSession>(context, list, subject);
	return rows.filter(({ user }) => user === pk);
}

/** Ends these sessions. It is not an error if one has already ended. */
export async function endSessions(
	context: IExecuteSingleFunctions,
	sessions: UserSession[],
): Promise<void> {
	const urls = sessions.map(({ uuid }) => `${SESSIONS}${encodeURIComponent(uuid)}/`);
	await deleteAll(context, urls, [rights.session.delete]);
}

/**
 * Deletes objects that may no longer exist.
 * @param urls their paths
 * @param permissions the required permissions
 * @throws the first failure, after all requests have ended
 */
export async function deleteAll(
	context: IExecuteSingleFunctions,
	urls: string[],
	permissions: string[],
): Promise<void> {
	const subject = { permissions };
	const outcomes = await Promise.allSettled(
		urls.map(async (url) => await request(context, { url, method: 'DELETE' }, subject)),
	);
	for (const outcome of outcomes) {
		if (outcome.status === 'rejected' && !hasStatus(outcome.reason, 404)) throw outcome.reason;
	}
}
