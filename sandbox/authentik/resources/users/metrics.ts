import { BEHAVIOUR } from '../../../core/releases';
import type { UserRow } from '../../../core/state/models';
import type { EventRow } from '../../../core/state/signin-models';
import { demand } from '../../../drf/permissions';
import type { Action } from '../../../drf/viewset';

/** Eight hours: 21 of them make a week. */
const STEP = 8 * 3600 * 1000;
const STEPS = 21;

/** How often a user signed in and was authorized for applications in the last week, up to 2025.6. */
export const userMetrics: Action<UserRow> = {
	path: 'metrics/',
	method: 'GET',
	permission: 'authentik_core.view_user',
	when: BEHAVIOUR.userMetrics,
	run(row, call) {
		demand(call, 'authentik_events.view_event');
		const { events } = call.authentik.state;
		const count = (action: string, isAbout: (event: EventRow) => boolean) =>
			pointsOf(events.all().filter((event) => event.action === action && isAbout(event)));
		const isTheirs = ({ user }: EventRow) => user.pk === row.pk;
		return {
			status: 200,
			body: {
				logins: count('login', isTheirs),
				logins_failed: count('login_failed', ({ context }) => context.username === row.username),
				authorizations: count('authorize_application', isTheirs),
			},
		};
	},
};

function pointsOf(events: EventRow[]) {
	const now = Date.now();
	const ages = events.map(({ created }) => Math.floor((now - Date.parse(created)) / STEP));
	return Array.from({ length: STEPS + 1 }, (_, index) => ({
		x_cord: Math.floor((now + (1 - index) * STEP) / 1000) * 1000,
		y_cord: ages.filter((age) => age === index - 1).length,
	}));
}
