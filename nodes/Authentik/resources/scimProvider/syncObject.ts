import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { locatedGroup, locatedUser } from '../../operation/locate';
import type { Exchange, RequestData, Work } from '../../operation/types';
import { count } from '../../rules/scalars';
import { viewPermissions } from '../../shared/permissions';
import type { Page } from '../../transport/pages';
import { request } from '../../transport/request';
import { providerId, readProvider } from './provider';
import { RUNNING_ON, shownLine, TIME_LIMIT_S } from './sync';
import type { Watch } from './syncRun';
import { waitFor, watchObjectSync } from './syncRun';
import type { LogLine } from './tasks';
import { troubles } from './tasks';

/** The two kinds of objects that SCIM provisions, by authentik's names for them. */
const KINDS = {
	'authentik.core.models.User': {
		kind: 'user',
		locate: locatedUser,
		url: (id: string) => `/core/users/${id}/`,
		links: '/providers/scim_users/',
		filter: 'user__id',
		permission: viewPermissions.user,
	},
	'authentik.core.models.Group': {
		kind: 'group',
		locate: locatedGroup,
		url: (id: string) => `/core/groups/${id}/?include_users=false`,
		links: '/providers/scim_groups/',
		filter: 'group__group_uuid',
		permission: viewPermissions.group,
	},
} as const;

/**
 * Syncs one user or group and tells how it went. authentik answers 200 whatever happens, from 2025.10 on
 * without any message: the log of its task tells.
 */
export const syncObject: Work = async (context, requestData, exchange) => {
	const { timeLimit, failOnFailedSync = true } = context.getNodeParameter('options', {}) as {
		timeLimit?: number;
		failOnFailedSync?: boolean;
	};
	const seconds = count(timeLimit ?? TIME_LIMIT_S, 'Time Limit');
	const body = requestData.options.body as {
		sync_object_model: keyof typeof KINDS;
		sync_object_id: string;
	};
	const model = KINDS[body.sync_object_model];
	const { kind } = model;
	const pk = providerId(context);
	const id = String(await model.locate(context));
	body.sync_object_id = id;

	// authentik takes any id and then syncs nothing; asking for the object tells an unknown one apart.
	await request(context, { url: model.url(id) }, { permissions: [model.permission] });
	const provider = await readProvider(context, pk);
	const watched = await watchObjectSync(context, pk, { kind, id });
	const { log, timedOut } = await sendAndListen(context, requestData, exchange, watched, seconds);

	const trouble = troubles(log);
	const linked = await isLinked(context, model.links, { provider__id: pk, [model.filter]: id });
	const dryRun =
		provider.dry_run === true && !context.getNodeParameter('options.overrideDryRun', false);
	const result = resultOf({ timedOut, failed: trouble.length > 0, dryRun, linked });
	if (failOnFailedSync && (timedOut || trouble.length)) {
		throw new NodeOperationError(
			context.getNode(),
			timedOut
				? `The sync of the ${kind} is still running after ${seconds} seconds`
				: `The sync of the ${kind} went wrong: ${trouble[0].event}`,
			{
				description: timedOut ? RUNNING_ON : adviceFor(trouble),
				itemIndex: context.getItemIndex(),
			},
		);
	}
	return [{ json: { provider: pk, [kind]: id, result, linked, log: trouble.map(shownLine) } }];
};

/** How it went, in a word; the first that holds. */
function resultOf(end: {
	timedOut: boolean;
	failed: boolean;
	dryRun: boolean;
	linked: boolean | null;
}): string {
	if (end.timedOut) return 'timed_out';
	if (end.failed) return 'failed';
	if (end.dryRun) return 'dry_run';
	return end.linked === false ? 'not_in_scope' : 'synced';
}

/**
 * Sends the request and gathers what was logged. A worker that is busy lets the request crash after ten
 * seconds (an empty 405) while its task still runs; so does a missing worker, whose task never ends.
 */
async function sendAndListen(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	exchange: Exchange,
	watched: Watch | undefined,
	seconds: number,
): Promise<{ log: LogLine[]; timedOut: boolean }> {
	const [sent] = await Promise.allSettled([exchange(requestData)]);
	if (sent.status === 'rejected') {
		const { httpCode } = sent.reason as Partial<NodeApiError>;
		if (httpCode !== '405' || !watched) throw sent.reason;
	}
	const messages =
		sent.status === 'fulfilled' ? (sent.value[0].json.messages as unknown as LogLine[]) : [];
	if (!watched || messages.length > 0) return { log: messages, timedOut: false };
	const { tasks = [], timedOut } = await waitFor(
		watched,
		seconds,
		context.getExecutionCancelSignal(),
	);
	return { log: tasks.flatMap((task) => task.log), timedOut };
}

/** Whether authentik links the object to a remote one; null when the token's user may not see links. */
async function isLinked(
	context: IExecutePaginationFunctions,
	links: string,
	filters: IDataObject,
): Promise<boolean | null> {
	const [outcome] = await Promise.allSettled([
		request<Page>(context, { url: links, qs: { ...filters, page_size: 1 } }, { permissions: [] }),
	]);
	return outcome.status === 'fulfilled' ? outcome.value.pagination.count > 0 : null;
}

function adviceFor(trouble: LogLine[]): string {
	if (trouble.some(({ event }) => event.startsWith('No provider found'))) {
		return 'The provider is not attached to an application: use Attach to Application, then sync again.';
	}
	return `authentik logged ${trouble.length} such line(s): ${trouble.map(({ event }) => event).join(' | ')}`;
}
