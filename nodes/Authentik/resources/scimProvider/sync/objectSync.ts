import type { IExecutePaginationFunctions } from 'n8n-workflow';

import type { Send, Execute } from '../../../operation/types';
import { resolveGroup, resolveScimProvider, resolveUser } from '../../../parameters/paths';
import { withoutDashes } from '../../../rules/ids';
import type {
	Group,
	LogLine,
	ObjectSync,
	Page,
	ProvisionedGroup,
	ProvisionedUser,
	ScimProvider,
	User,
} from '../../../shared/apiTypes';
import { rights, viewPermissions } from '../../../shared/permissions';
import type { RequestData } from '../../../transport/exchangeItem';
import { hasStatus } from '../../../transport/failure';
import { ifVisible, request } from '../../../transport/request';
import { settled } from '../../../transport/settled';
import { readProvider } from '../../common/scimProvider';
import { continueOnFailedSync, TIME_LIMIT_S, timeLimit } from '../options';
import { isInScope, maySkip } from './scope';
import { syncError, linesAbout, logLineOutput } from './log';
import type { Watch } from './watch';
import { waitFor, watchObjectSync } from './watch';
import { linesOf, troubles } from './tasks';
import type { SyncedObject } from './objectTasks';

/** The two kinds of objects that SCIM provisions, with authentik's names for them. */
const MODELS = {
	'authentik.core.models.User': {
		kind: 'user',
		locate: resolveUser,
		url: (id: string) => `/core/users/${id}/`,
		permission: viewPermissions.user,
	},
	'authentik.core.models.Group': {
		kind: 'group',
		locate: resolveGroup,
		url: (id: string) => `/core/groups/${id}/?include_users=false`,
		permission: viewPermissions.group,
	},
} as const;

/** The lists of links, and their filters by object. */
const LINKS = {
	user: {
		url: '/providers/scim_users/',
		filter: 'user__id',
		permission: viewPermissions.provisionedUser,
	},
	group: {
		url: '/providers/scim_groups/',
		filter: 'group__group_uuid',
		permission: viewPermissions.provisionedGroup,
	},
} as const;

/**
 * Syncs one user or group and returns the result. authentik always answers 200, from 2025.10 on without any message:
 * the result is in the log of its task.
 */
export const syncObject: Execute = async (context, requestData, send) => {
	const seconds = timeLimit.read(context, TIME_LIMIT_S);
	const body = requestData.options.body as {
		sync_object_model: keyof typeof MODELS;
		sync_object_id: string;
		override_dry_run?: boolean;
	};
	const model = MODELS[body.sync_object_model];
	const { kind } = model;
	const pk = await resolveScimProvider(context);
	const id = String(await model.locate(context));
	body.sync_object_id = id;

	// authentik accepts any ID and then syncs nothing; reading the object first detects an unknown one.
	const subject = { permissions: [model.permission] };
	const object = await request<User | Group>(context, { url: model.url(id) }, subject);
	const provider = await readProvider(context, pk);
	const watched = await watchObjectSync(context, pk, { kind, id });
	const linksNow = async () => await readLinks(context, { kind, id }, pk);
	const before = await linksNow();
	const { log, timedOut } = await sendAndListen(context, requestData, send, watched, seconds);

	const trouble = troubles(log);
	if ((timedOut || trouble.length > 0) && !continueOnFailedSync.read(context, false)) {
		const about = `the ${kind}`;
		const lines = trouble.map((line) => ({ ...line, about }));
		throw syncError(context, about, lines, timedOut ? seconds : undefined);
	}
	const after = before && (await linksNow());
	const isDry = provider.dry_run === true && body.override_dry_run !== true;
	const outcome = timedOut
		? { result: 'timed_out' }
		: await outcomeOf(context, { provider, kind, id, object, log, before, after, isDry });
	const linked = after ? after.length > 0 : null;
	const shown = { warnings: [], ...outcome, linked, log: trouble.map(logLineOutput) };
	return [{ json: { provider: pk, [kind]: object.pk, ...shown } }];
};

type Link = ProvisionedUser | ProvisionedGroup;

/** What is known after the sync of an object has ended. */
interface End extends SyncedObject {
	provider: ScimProvider;
	object: User | Group;
	log: LogLine[];
	/** The object's links to remote objects; undefined if the token's user may not see links. */
	before?: Link[];
	after?: Link[];
	isDry: boolean;
}

/** The result of a sync in one word, and why more is not known. */
interface Outcome {
	result: string;
	warnings?: string[];
}

/**
 * The result. authentik logs nothing for an object that it skipped, sent or found unchanged. A link that is new or has
 * changed proves that it was sent. If the link has not changed, the object is in sync if it is in scope, and otherwise
 * was skipped.
 */
async function outcomeOf(context: IExecutePaginationFunctions, end: End): Promise<Outcome> {
	const { provider, object, log, after, isDry } = end;
	if (troubles(log).length > 0) return { result: 'failed' };
	if (isDry) {
		const isOut =
			linesAbout('unsent', log).length === 0 &&
			(await isInScope(context, provider, object)) === false;
		return { result: isOut ? 'not_in_scope' : 'dry_run' };
	}
	if (isLinkedAnew(end)) return { result: 'synced' };
	if (linesAbout('page', log).length === 0) return unknown(UNSEEN);
	if (after?.length === 0) return { result: 'not_in_scope' };

	const inScope = await isInScope(context, provider, object);
	if (inScope === undefined) return unknown(UNDECIDED);
	if (!inScope) return { result: 'not_in_scope' };
	return (await maySkip(context, provider, end)) ? unknown(SKIPPING) : { result: 'synced' };
}

const UNSEEN =
	"authentik's log does not show the sync of this object. Either the token's user lacks the permission authentik_tasks.view_task, or the target did not respond.";
const UNDECIDED =
	'The object was already linked, and authentik logged nothing. Only a superuser can check whether the user has access to the application.';
const SKIPPING =
	"The object was already linked, and authentik logged nothing. A mapping of the provider may skip the object with SkipObject, or the token's user lacks the permission to view mappings (authentik_providers_scim.view_scimmapping).";

function unknown(why: string): Outcome {
	return { result: 'unknown', warnings: [why] };
}

/** Whether an object has a new link, or one that holds a new response of the target. */
function isLinkedAnew({ before = [], after = [] }: End): boolean {
	const known = before.map((link) => JSON.stringify(link));
	return after.some((link) => !known.includes(JSON.stringify(link)));
}

/**
 * Sends the request and collects the log. If a worker is busy, the request crashes after ten seconds (an empty 405)
 * while its task is still running. The same happens without a worker, but then the task never ends.
 */
async function sendAndListen(
	context: IExecutePaginationFunctions,
	requestData: RequestData,
	send: Send,
	watched: Watch | undefined,
	seconds: number,
): Promise<{ log: LogLine[]; timedOut: boolean }> {
	const sent = await settled(
		send<ObjectSync>(requestData, { permissions: [rights.scimProvider.add] }),
	);
	if (sent.status === 'rejected' && (!hasStatus(sent.reason, 405) || !watched)) throw sent.reason;
	const messages = sent.status === 'fulfilled' ? sent.value[0].json.messages : [];
	if (!watched || messages.length > 0) return { log: messages, timedOut: false };
	const { tasks = [], timedOut } = await waitFor(
		watched,
		seconds,
		context.getExecutionCancelSignal(),
	);
	return { log: tasks.flatMap((task) => linesOf(task, !timedOut)), timedOut };
}

/** The links of an object to remote ones; undefined if the token's user may not see links. */
async function readLinks(
	context: IExecutePaginationFunctions,
	{ kind, id }: SyncedObject,
	provider: number,
): Promise<Link[] | undefined> {
	const { url, filter, permission } = LINKS[kind];
	const qs = { provider__id: provider, [filter]: id };
	const page = await ifVisible(
		request<Page<Link>>(context, { url, qs }, { permissions: [permission] }),
	);
	// A filter that gets lost on the way must not return somebody else's link as this one's.
	return page?.results.filter((link) => {
		const linked = 'user' in link ? link.user : link.group;
		return withoutDashes(String(linked)) === withoutDashes(id);
	});
}
