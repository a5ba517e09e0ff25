import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
} from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import { resolveUser } from '../../parameters/paths';
import { Refusal } from '../../rules/refusal';
import type { Device, Group, Token, User, UserSession } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { withLock } from '../../transport/lock';
import { currentUser } from '../../transport/currentUser';
import { request } from '../../transport/request';
import { allRows } from '../../transport/rows';
import { sessionOf } from '../../transport/session';
import { changeMembership } from '../common/membership';
import { preview } from '../common/preview';
import { deleteDevices, devicesOf, shownDevice } from './devices';
import { offboardSteps } from './options';
import { deleteAll, endSessions, readUser, sessionsOf } from './sessions';
import { refuseHiddenTokens, warnings } from './visibility';

/** The default steps: authenticators are removed only if the user chooses so. */
const PRESET = offboardSteps.parameter.default as string[];

/** What to do for a user, by step. A step that was not chosen has nothing to do. */
interface Plan {
	steps: Set<string>;
	user: User;
	sessions: UserSession[];
	tokens: Token[];
	groups: Array<Pick<Group, 'pk' | 'name'>>;
	devices: Device[];
}

/**
 * Removes a user's access. Each step checks first, so a second run changes nothing more. A preview only returns what
 * would be done.
 */
export const offboard: Execute = async (context) => {
	const steps = new Set(offboardSteps.read(context, PRESET));
	const pk = await resolveUser(context);
	const self = await currentUser(context);
	if (self.pk === pk) {
		throw new Refusal(
			`'${self.username}' is the credential's own user and can't be offboarded`,
			"Nothing was changed in authentik, because n8n would lose its own access. Use another user's credential.",
		);
	}
	if (steps.has('deleteTokens')) await refuseHiddenTokens(context, self);
	const isPreview = preview.read(context);
	const { server } = await sessionOf(context);
	return await withLock(`${server}/core/users/${pk}/`, async () => {
		const plan = await planFor(context, pk, steps);
		if (!isPreview) await carryOut(context, plan);
		return [{ json: { ...told(plan), preview: isPreview, ...warnings(self, plan) } }];
	});
};

async function planFor(
	context: IExecuteSingleFunctions,
	pk: number,
	steps: Set<string>,
): Promise<Plan> {
	const user = await readUser(context, pk);
	const [sessions, tokens, devices] = await Promise.all([
		steps.has('endSessions') ? sessionsOf(context, user) : [],
		steps.has('deleteTokens') ? tokensOf(context, user) : [],
		steps.has('removeDevices') ? devicesOf(context, pk) : [],
	]);
	const groups = steps.has('leaveGroups') ? user.groups_obj : [];
	return { steps, user, sessions, tokens, groups, devices };
}

/** The tokens that were created for a user. Those that authentik manages are skipped: it recreates them. */
async function tokensOf(
	context: IExecuteSingleFunctions,
	{ pk, username }: User,
): Promise<Token[]> {
	const list = { url: '/core/tokens/', qs: { user__username: username } };
	const rows = await allRows<Token>(context, list, { permissions: [rights.token.view] });
	return rows.filter(({ user, managed }) => user === pk && !managed);
}

/** Executes the plan, the most urgent step first. */
async function carryOut(context: IExecutePaginationFunctions, plan: Plan): Promise<void> {
	const { steps, user, tokens, groups, devices } = plan;
	const tasks: Array<{ name: string; run: () => Promise<unknown> }> = [
		{
			name: 'deactivate',
			run: async () => (steps.has('deactivate') ? await deactivate(context, user) : undefined),
		},
		{
			name: 'end sessions',
			// Deactivation also ends sessions, so they are read again.
			run: async () => await endSessions(context, await remainingSessions(context, plan)),
		},
		{
			name: 'delete tokens',
			run: async () =>
				await deleteAll(
					context,
					tokens.map(({ identifier }) => `/core/tokens/${encodeURIComponent(identifier)}/`),
					[rights.token.delete],
				),
		},
		{ name: 'leave groups', run: async () => await leave(context, user, groups) },
		{ name: 'remove devices', run: async () => await deleteDevices(context, devices) },
	];
	for (const [index, { name, run }] of tasks.entries()) {
		try {
			await run();
		} catch (error) {
			const before = tasks.slice(0, index).map((task) => task.name);
			throw partialFailure(
				context,
				error as Error,
				`Offboarding '${user.username}' failed at the step '${name}'`,
				`Completed steps: ${before.join(', ') || 'none'}. Run it again to complete the others.`,
			);
		}
	}
}

async function deactivate(
	context: IExecuteSingleFunctions,
	{ pk, is_active }: User,
): Promise<void> {
	if (!is_active) return;
	const body = { is_active: false };
	const subject = { permissions: [rights.user.change] };
	await request(context, { url: `/core/users/${pk}/`, method: 'PATCH', body }, subject);
}

async function remainingSessions(
	context: IExecuteSingleFunctions,
	{ steps, user, sessions }: Plan,
): Promise<UserSession[]> {
	if (sessions.length === 0) return [];
	return steps.has('deactivate') ? await sessionsOf(context, user) : sessions;
}

/** One group after another. */
async function leave(
	context: IExecuteSingleFunctions,
	{ pk: user }: User,
	groups: Plan['groups'],
): Promise<void> {
	for (const { pk: group } of groups) await changeMembership(context, 'remove', { group, user });
}

/** What was done, or would be, limited to the chosen steps. */
function told({ steps, user, sessions, tokens, groups, devices }: Plan): IDataObject {
	const { pk, username, is_active } = user;
	return {
		pk,
		username,
		...(steps.has('deactivate') ? { deactivated: is_active } : {}),
		...(steps.has('endSessions') ? { sessions_ended: sessions.length } : {}),
		...(steps.has('deleteTokens')
			? { tokens_deleted: tokens.map(({ identifier }) => identifier) }
			: {}),
		...(steps.has('leaveGroups')
			? { groups_left: groups.map(({ pk: group, name }) => ({ pk: group, name })) }
			: {}),
		...(steps.has('removeDevices') ? { devices_removed: devices.map(shownDevice) } : {}),
	};
}
