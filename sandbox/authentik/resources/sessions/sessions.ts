import type { Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { SessionRow } from '../../../core/state/signin-models';
import { now, stamp, uuid, type State } from '../../../core/state/state';
import { Refusal } from '../../../drf/errors';
import { computed } from '../../../drf/field';
import { exactly } from '../../../drf/lookups';
import { message, TEXTS } from '../../../drf/messages';
import { demand } from '../../../drf/permissions';
import { Serializer } from '../../../drf/serializer';
import type { View } from '../../../drf/view';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { userAgentOf } from './user-agent';

const column = (name: keyof SessionRow) => computed((row: SessionRow) => row[name]);

/** `/core/authenticated_sessions/`: who is signed in where. An API token is not a session. */
export const sessions: Viewset<SessionRow> = {
	path: '/core/authenticated_sessions/',
	title: 'Authenticated Session',
	description: 'AuthenticatedSession Viewset',
	model: 'authentik_core.authenticatedsession',
	noun: 'AuthenticatedSession',
	isSilent: true,
	lookup: byUuid,
	rows: (state) => state.sessions.all(),
	owner: ({ user }) => user,
	serializer: new Serializer<SessionRow>({
		uuid: column('pk'),
		current: computed(() => false),
		user_agent: computed((row: SessionRow) => userAgentOf(row.last_user_agent)),
		geo_ip: computed(() => null),
		asn: computed(() => null),
		user: column('user'),
		last_ip: column('last_ip'),
		last_user_agent: column('last_user_agent'),
		last_used: column('last_used'),
		expires: column('expires'),
	}),
	filters: {
		user__username: exactly(usernameOf),
		session__last_ip: exactly(({ last_ip: ip }) => ip),
		session__last_user_agent: exactly(({ last_user_agent: agent }) => agent),
	},
	search: [usernameOf, 'last_ip', 'last_user_agent'],
	ordering: [],
	destroy: (row, { authentik }) => authentik.state.sessions.remove(row.pk),
	usedBy: () => [],
};

/** Ends all sessions of some users. */
export const endManySessions: View = {
	path: '/core/authenticated_sessions/bulk_delete/',
	title: 'Bulk delete',
	description: 'Bulk revoke all sessions for multiple users',
	when: BEHAVIOUR.bulkSessionEnd,
	handlers: {
		DELETE(call) {
			demand(call, 'authentik_core.delete_authenticatedsession');
			const { sessions: table } = call.authentik.state;
			const pks = usersOf(call);
			const ended = table.all().filter(({ user }) => pks.includes(user));
			for (const { pk } of ended) table.remove(pk);
			return { status: 200, body: { deleted: ended.length } };
		},
	},
};

function usersOf(call: Call): number[] {
	const sent = call.query.getAll('user_pks');
	if (sent.length === 0) throw refusal(TEXTS.required);
	if (!sent.every((one) => /^\d+$/.test(one))) throw refusal(TEXTS.notInteger);
	return sent.map(Number);
}

function refusal(text: string): Refusal {
	return new Refusal(400, { user_pks: [message(text)] });
}

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Signs a user in, as in a browser. */
export function addSession(
	values: Partial<SessionRow> & { user: number },
	state: State,
): SessionRow {
	return state.sessions.add({
		last_ip: '192.0.2.1',
		last_user_agent: FIREFOX,
		last_used: now(),
		expires: stamp(Date.now() + 14 * 86400 * 1000),
		...values,
		pk: uuid(),
	});
}

function usernameOf({ user }: SessionRow, state: State): string | undefined {
	return state.users.get(user)?.username;
}
