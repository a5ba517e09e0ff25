import type { Call } from '../../../core/call';
import type { LinkRow } from '../../../core/state/models';
import type { State } from '../../../core/state/state';
import { Refusal } from '../../../drf/errors';
import { computed } from '../../../drf/field';
import { text } from '../../../drf/fields';
import { exact, type Filter } from '../../../drf/filters';
import { message } from '../../../drf/messages';
import { relation } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import { addLink, linksOf } from '../../scim/links';
import type { Kind } from '../../scim/schema';
import { showGroupOfUser, showMember } from '../groups/rows';
import { groupTarget, scimProviderTarget, userTarget } from '../targets';

type Sent = LinkRow & { user: number; group: string };

function linkViewset(kind: Kind): Viewset<LinkRow> {
	const noun = kind === 'user' ? 'User' : 'Group';
	const name = ({ object }: LinkRow, { users, groups }: State) =>
		kind === 'user'
			? (users.get(Number(object))?.username ?? '')
			: (groups.get(String(object))?.name ?? '');
	return {
		path: `/providers/scim_${kind}s/`,
		title: `SCIM Provider ${noun}`,
		description: `SCIMProvider${noun} Viewset`,
		model: `authentik_providers_scim.scimprovider${kind}`,
		isSilent: true,
		noun: `SCIMProvider${noun}`,
		lookup: byUuid,
		rows: (state) => linksOf(state, kind).all(),
		serializer: new Serializer<LinkRow>({
			id: computed((row: LinkRow) => row.pk),
			scim_id: text(),
			[kind]: {
				...relation(kind === 'user' ? userTarget : groupTarget),
				show: (row: LinkRow) => row.object,
			},
			[`${kind}_obj`]: computed((row: LinkRow, call) => objectOf(row, kind, call)),
			provider: relation(scimProviderTarget),
			attributes: computed((row: LinkRow) => row.attributes),
		}),
		filters: kind === 'user' ? userFilters : groupFilters,
		search: [({ provider }, { providers }) => providers.get(provider)?.name ?? '', name],
		ordering: [name],
		validate: (values, call) => refuseTwins(values as Sent, kind, call),
		create(values, { authentik }) {
			const { scim_id, provider, ...sent } = values as Sent;
			return addLink(authentik, kind, { scim_id, provider, object: sent[kind] });
		},
		destroy: (row, { authentik }) => linksOf(authentik.state, kind).remove(row.pk),
		usedBy: () => [],
	};
}

const byProvider = exact<LinkRow>('provider');

const userFilters: Record<string, Filter<LinkRow>> = {
	provider__id: byProvider,
	user__id: exact('object'),
	user__username: {
		test:
			([wanted], { authentik }) =>
			({ object }) =>
				authentik.state.users.get(Number(object))?.username === wanted,
	},
};

const groupFilters: Record<string, Filter<LinkRow>> = {
	provider__id: byProvider,
	group__group_uuid: exact('object'),
	group__name: {
		test:
			([wanted], { authentik }) =>
			({ object }) =>
				authentik.state.groups.get(String(object))?.name === wanted,
	},
};

function objectOf({ object }: LinkRow, kind: Kind, call: Call): unknown {
	const { users, groups } = call.authentik.state;
	const user = kind === 'user' ? users.get(Number(object)) : undefined;
	if (user) return showMember(user);
	const group = groups.get(String(object));
	return group ? showGroupOfUser(group, call) : null;
}

function refuseTwins(sent: Sent, kind: Kind, { authentik }: Call): void {
	const { scim_id: id, provider } = sent;
	const isTwin = linksOf(authentik.state, kind).find(
		(one) => one.scim_id === id && one.object === sent[kind] && one.provider === provider,
	);
	if (!isTwin) return;
	const text = `The fields scim_id, ${kind}, provider must make a unique set.`;
	throw new Refusal(400, { non_field_errors: [message(text)] });
}

/** `/providers/scim_users/`: which users are linked to which at the providers' targets. */
export const scimUsers = linkViewset('user');

/** `/providers/scim_groups/` */
export const scimGroups = linkViewset('group');
