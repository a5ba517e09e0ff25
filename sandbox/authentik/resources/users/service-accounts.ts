import { has, type Call } from '../../../core/call';
import { recordModel } from '../../../core/events';
import { BEHAVIOUR } from '../../../core/releases';
import type { Dictionary, TokenRow, UserRow } from '../../../core/state/models';
import { now, stamp, uuid } from '../../../core/state/state';
import { Crash, Refusal } from '../../../drf/errors';
import { boolean, datetime, text } from '../../../drf/fields';
import { message } from '../../../drf/messages';
import { demand, isPermitted } from '../../../drf/permissions';
import { Serializer } from '../../../drf/serializer';
import type { View } from '../../../drf/view';
import { uidOf } from '../../expressions/identity';
import { saved } from '../../scim/signals';
import { addToken, tokenLabel } from '../../tokens/tokens';
import { tellMembers } from '../groups/members';
import { addGroup } from '../groups/rows';
import { addUser, uniqueUsername } from './rows';

/** The default lifetime of a service account's token. */
const YEAR = 360 * 86400 * 1000;

interface Body {
	name: string;
	create_group: boolean;
	expiring: boolean;
	expires?: string;
}

const body = new Serializer<Body>({
	name: text({ validators: [uniqueUsername] }),
	create_group: boolean({ default: false }),
	expiring: boolean({ default: true }),
	expires: datetime({ required: false }),
});

/** Creates a user for a program, and an app password for it. */
export const serviceAccount: View = {
	path: '/core/users/service_account/',
	title: 'Service account',
	description: 'Create a new user account that is marked as a service account',
	handlers: {
		POST(call) {
			demand(call, 'authentik_core.add_user');
			demand(call, 'authentik_core.add_token');
			const isChecked = has(call, BEHAVIOUR.serviceAccountsAreChecked);
			const values = isChecked
				? { ...body.defaults(), ...body.read(call.body(), call, 'create') }
				: unchecked(call);
			return { status: 200, body: make(values as Body, call) };
		},
	},
};

/** The body as it was sent: up to 2025.8 only the database refused anything. */
function unchecked(call: Call): Body {
	const sent = call.body();
	if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw new Crash();
	const { name, create_group = false, expiring = true, expires } = sent as Dictionary;
	if (name === undefined || name === null) throw complaint(withoutName(expiring, call));
	const username = String(name);
	if (call.authentik.state.users.find((user) => user.username === username))
		throw complaint(
			'duplicate key value violates unique constraint "authentik_core_user_username_key"\n' +
				`DETAIL:  Key (username)=(${username}) already exists.`,
		);
	if (expires !== undefined && Number.isNaN(Date.parse(String(expires)))) throw new Crash();
	return {
		name: username,
		create_group: Boolean(create_group),
		expiring: Boolean(expiring),
		expires: expires as string | undefined,
	};
}

/** PostgreSQL's error for a user without a name: it contains the row's columns. */
function withoutName(expiring: unknown, call: Call): string {
	const time = () => now().replace('T', ' ').replace('Z', '+00');
	const attributes = `{"goauthentik.io/user/token-expires": ${JSON.stringify(expiring)}}`;
	const hasUpdates = has(call, BEHAVIOUR.usersTellUpdates);
	const columns = [
		[call.authentik.state.users.nextPk(), '', 'null', 'null', '', '', '', 't'],
		[time(), uuid(), 'null', time(), attributes],
		['goauthentik.io/service-accounts', 'service_account', ...(hasUpdates ? [time()] : [])],
	];
	return (
		'null value in column "username" of relation "authentik_core_user" violates not-null ' +
		`constraint\nDETAIL:  Failing row contains (${columns.flat().join(', ')}).`
	);
}

function make({ name, create_group, expiring, expires }: Body, call: Call) {
	const { authentik } = call;
	const isTooLong = [...name].length > 150;
	if (isTooLong) throw new Crash('too long for the column');
	const identifier = `service-account-${name}-password`
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.replace(/[-\s]+/g, '-');
	const hasGroup = create_group && isPermitted(call, 'authentik_core.add_group');
	const isGroupTaken = hasGroup && isTakenGroup(name, call);
	if (isGroupTaken || authentik.state.tokens.find((token) => token.identifier === identifier))
		throw complaint('A user/group with these details already exists');
	const user = addAccount(name, expiring, call);
	const group = hasGroup ? addGroup({ name, users: [user.pk] }, call) : undefined;
	if (group) {
		recordModel(call, 'created', 'authentik_core.group', group);
		saved('group', group, authentik);
		tellMembers(group, [], call);
	}
	const token = addToken(
		{
			identifier,
			intent: 'app_password',
			user: user.pk,
			expiring,
			expires: expires ?? stamp(Date.now() + YEAR),
		} as Partial<TokenRow>,
		call,
	);
	const label = { pk: token.pk, name: tokenLabel(token) };
	recordModel(call, 'created', 'authentik_core.token', label);
	return {
		username: user.username,
		user_uid: uidOf(user),
		user_pk: user.pk,
		...(group ? { group_pk: group.pk } : {}),
		token: token.key,
	};
}

function addAccount(name: string, expiring: boolean, call: Call): UserRow {
	const user = addUser(
		{
			username: name,
			name,
			type: 'service_account',
			attributes: { 'goauthentik.io/user/token-expires': expiring },
			path: 'goauthentik.io/service-accounts',
		},
		call,
	);
	recordModel(call, 'created', 'authentik_core.user', user);
	recordModel(call, 'updated', 'authentik_core.user', user);
	saved('user', user, call.authentik);
	return user;
}

function isTakenGroup(name: string, call: Call): boolean {
	if (!has(call, BEHAVIOUR.groupNamesAreUnique)) return false;
	return call.authentik.state.groups.find((group) => group.name === name) !== undefined;
}

function complaint(text: string): Refusal {
	return new Refusal(400, { non_field_errors: [message(text)] });
}
