import { flag, has, type Answer, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { ApplicationRow, UserRow } from '../../../core/state/models';
import { uuid, type State } from '../../../core/state/state';
import { FieldError, invalid, Refusal } from '../../../drf/errors';
import { computed, readOnly, taken, unique, type Scope } from '../../../drf/field';
import { boolean, choice, slug, text, url } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { message } from '../../../drf/messages';
import { isPermitted, isSuperuser } from '../../../drf/permissions';
import { relation, relations } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byText, type UsedBy, type Viewset } from '../../../drf/viewset';
import { mayOpen } from '../../policies/application-access';
import { boundUses, removeBindings } from '../../policies/bindings';
import { removeProvider, showProvider, showUnknownKind } from '../providers/providers';
import { syncTasksOf } from '../providers/scim-traces';
import { providerTarget } from '../targets';

/** Words that OAuth's own addresses use. */
const RESERVED = ['authorize', 'token', 'device', 'userinfo', 'introspect', 'revoke'];

const optionalText = () => text({ default: '', allowBlank: true });

const serializer = new Serializer<ApplicationRow>({
	pk: readOnly(text({ label: 'Pbm uuid' })),
	pbm_uuid: computed((row: ApplicationRow) => row.pk, { when: { from: '2026.8' } }),
	name: text({ help: "Application's display Name." }),
	slug: slug({
		maxLength: { length: 50, when: { until: '2025.10' } },
		typographic: BEHAVIOUR.djangoValidators,
		validators: [unique((state) => state.applications.all(), taken('Application'))],
		check: checkReserved,
		help: 'Internal application name, used in URLs.',
	}),
	provider: relation(providerTarget, { allowNull: true, default: null, check: checkProvider }),
	provider_obj: computed(({ provider: pk }: ApplicationRow, call) => {
		const provider = call.authentik.state.providers.get(pk ?? 0);
		return provider ? showProvider(provider, call) : null;
	}),
	backchannel_providers: relations(providerTarget),
	backchannel_providers_obj: computed(({ backchannel_providers: pks }: ApplicationRow, call) =>
		pks.flatMap((pk) => {
			const provider = call.authentik.state.providers.get(pk);
			return provider ? [showUnknownKind(provider, call)] : [];
		}),
	),
	launch_url: computed(launchUrl),
	open_in_new_tab: boolean({
		default: false,
		help: 'Open launch URL in a new browser tab or window.',
	}),
	meta_launch_url: url({ default: '', allowBlank: true }),
	meta_icon: {
		...text({ default: '', allowBlank: true }),
		// A file until then: shown as null, and not set with the other fields.
		parse: (value, scope) =>
			has(scope.call, ICON_IS_TEXT) ? text({ allowBlank: true }).parse(value, scope) : '',
		show: (row: ApplicationRow, call) => (has(call, ICON_IS_TEXT) ? row.meta_icon : null),
	},
	meta_icon_url: computed((row: ApplicationRow) => row.meta_icon || null, {
		when: { from: '2025.12' },
	}),
	meta_icon_themed_urls: computed(() => null, { when: { from: '2025.12' } }),
	meta_description: optionalText(),
	meta_publisher: optionalText(),
	policy_engine_mode: choice(
		[
			{ value: 'all', label: 'all, all policies must pass' },
			{ value: 'any', label: 'any, any policy must pass' },
		],
		{ default: 'any' },
	),
	group: optionalText(),
	meta_hide: boolean({ default: false, when: { from: '2026.5' } }),
});

const ICON_IS_TEXT = { from: '2025.12' } as const;

/** `/core/applications/`: the caller's own list, unless a superuser asks for all. */
export const applications: Viewset<ApplicationRow> = {
	path: '/core/applications/',
	title: 'Application',
	description: 'Application Viewset',
	model: 'authentik_core.application',
	noun: 'Application',
	lookup: byText,
	lookupColumn: 'slug',
	rows: (state) => state.applications.all(),
	serializer,
	isListedToAll: true,
	isListed: (row, call) => isOnList(row, call),
	filters: {
		name: exact(),
		slug: exact(),
		meta_launch_url: exact(),
		meta_description: exact(),
		meta_publisher: exact(),
		group: exact(),
	},
	search: ['name', 'slug', 'meta_launch_url', 'meta_description', 'meta_publisher', 'group'],
	ordering: ['name'],
	create(values, { authentik }) {
		const row = { ...values, pk: uuid(), backchannel_providers: [] } as ApplicationRow;
		authentik.state.applications.add(row);
		attach(row, values.backchannel_providers ?? [], authentik.state);
		return row;
	},
	update(row, { backchannel_providers: pks, ...values }, { authentik }) {
		Object.assign(row, values);
		if (pks) attach(row, pks, authentik.state);
	},
	destroy(row, call) {
		const { authentik } = call;
		removeBindings(({ target }) => target === row.pk, call);
		const { applications: table, providers } = authentik.state;
		table.remove(row.pk);
		// The backchannel providers of an application are deleted with it.
		for (const pk of row.backchannel_providers) {
			const provider = providers.get(pk);
			if (provider) removeProvider(provider, { authentik });
		}
	},
	tasksOf: ({ backchannel_providers: pks }, state) =>
		pks.flatMap((pk) => syncTasksOf({ pk }, state)),
	usedBy: (row, { authentik }) => usesOf(row, authentik.state),
	actions: [{ path: 'check_access/', method: 'GET', run: checkAccess }],
};

/** Sets the backchannel providers of an application. Another application loses those that it had. */
function attach(row: ApplicationRow, pks: number[], state: State): void {
	for (const other of state.applications.all().filter((one) => one !== row))
		other.backchannel_providers = other.backchannel_providers.filter((pk) => !pks.includes(pk));
	const kept = row.backchannel_providers.filter((pk) => pks.includes(pk));
	row.backchannel_providers = [...kept, ...pks.filter((pk) => !kept.includes(pk))];
}

function usesOf(row: ApplicationRow, state: State): UsedBy[] {
	const providers = row.backchannel_providers.map((pk) => ({
		app: 'authentik_core',
		model_name: 'provider',
		pk: String(pk),
		name: state.providers.get(pk)?.name ?? '',
		action: 'cascade' as const,
	}));
	return [...providers, ...boundUses(row, state)];
}

function isOnList(row: ApplicationRow, call: Call): boolean {
	if (flag(call, 'only_with_launch_url', false) && launchUrl(row) === null) return false;
	const { state } = call.authentik;
	const isAll =
		flag(call, 'superuser_full_list', false) && isSuperuser(state, call.user as UserRow);
	return isAll || mayOpen(row, readerOf(call), call.authentik);
}

/** The user whose list it is. Another user's list takes a right on that user, without which nobody is found. */
function readerOf(call: Call): UserRow | undefined {
	const asked = call.query.get('for_user');
	if (asked === null) return call.user;
	const other = userOf(asked, call);
	if (!isPermitted(call, 'authentik_core.view_user_applications', other.pk)) throw noSuchUser();
	return other;
}

function userOf(asked: string, call: Call): UserRow {
	const user = /^\d+$/.test(asked) ? call.authentik.state.users.get(Number(asked)) : undefined;
	if (!user) throw noSuchUser();
	return user;
}

function noSuchUser(): Refusal {
	return new Refusal(400, { for_user: message('User not found') });
}

/** Whether a user may open the application; only superusers can ask about others. */
function checkAccess(row: ApplicationRow, call: Call): Answer {
	const { state } = call.authentik;
	const other = call.query.get('for_user');
	const isAsked = other !== null && isSuperuser(state, call.user as UserRow);
	const user = isAsked ? userOf(other, call) : call.user;
	const passing = mayOpen(row, user, call.authentik);
	return { status: 200, body: { passing, messages: [], log_messages: [] } };
}

function launchUrl({ meta_launch_url: address }: ApplicationRow): string | null {
	return address === '' || address === undefined ? null : address;
}

function checkReserved(value: unknown, { call }: Scope): void {
	if (!has(call, { from: '2025.8' }) || !RESERVED.includes(String(value))) return;
	throw invalid("The slug '{slug}' is reserved and cannot be used for applications.", {
		slug: String(value),
	});
}

/** An application's own provider belongs to no other application. */
function checkProvider(value: unknown, scope: Scope): void {
	const { applications: table } = scope.call.authentik.state;
	if (value !== null && table.find((row) => row.provider === value && row !== scope.row))
		throw new FieldError([taken('Application')(scope)]);
}
