import type { Call } from '../call';
import { computed, readOnly, taken, unique, type Scope } from '../drf/field';
import { boolean, choice, datetime, slug, text } from '../drf/fields';
import { exact } from '../drf/filters';
import { isPermitted, isSuperuser } from '../drf/permissions';
import { relation } from '../drf/relations';
import { Serializer } from '../drf/serializer';
import { byText, type Viewset } from '../drf/viewset';
import type { TokenRow, UserRow } from '../models';
import { forbidden, invalid } from '../protocol/errors';
import { secret, stamp, uuid, type State } from '../state';
import { userTarget } from './targets';
import { showUser } from './users';

/** How long a token lives that somebody lets expire: the default of a fresh install. */
const DEFAULT_DURATION = 30 * 60 * 1000;

const serializer = new Serializer<TokenRow>({
	pk: readOnly(text({ label: 'Token uuid' })),
	managed: text({ allowNull: true, default: null, label: 'Managed by authentik' }),
	identifier: slug({
		maxLength: 255,
		validators: [unique((state) => state.tokens.all(), taken('Token'))],
	}),
	intent: choice(
		[
			{ value: 'verification', label: 'Intent Verification' },
			{ value: 'api', label: 'Intent Api' },
			{ value: 'recovery', label: 'Intent Recovery' },
			{ value: 'app_password', label: 'Intent App Password' },
		],
		{ default: 'api', check: checkIntent },
	),
	user: relation(userTarget, { required: false, check: checkUser }),
	user_obj: computed((row: TokenRow, call) => {
		const user = call.authentik.state.users.get(row.user ?? 0);
		return user ? showUser(user, call) : null;
	}),
	description: text({ default: '', allowBlank: true }),
	expires: datetime({ allowNull: true, required: false }),
	expiring: boolean({ default: true }),
});

/** `/core/tokens/`: the key itself is shown only by `view_key`. */
export const tokens: Viewset<TokenRow> = {
	path: '/core/tokens/',
	title: 'Token',
	description: 'Token Viewset',
	model: 'authentik_core.token',
	noun: 'Token',
	lookup: byText,
	lookupColumn: 'identifier',
	rows: (state) => state.tokens.all(),
	owner: ({ user }) => user,
	serializer,
	filters: {
		identifier: exact(),
		intent: exact(),
		user__username: { test: (values, { authentik }) => belongsTo(values, authentik.state) },
		description: exact(),
		managed: exact(),
	},
	search: ['identifier', 'intent', 'description'],
	ordering: ['identifier', 'expires'],
	mayCreate: () => true,
	create(values, call) {
		const caller = call.user as UserRow;
		const isFree = isSuperuser(call.authentik.state, caller);
		return addToken({ ...values, user: isFree ? (values.user ?? caller.pk) : caller.pk }, call);
	},
	update: (row, values) => void Object.assign(row, values),
	destroy: (row, { authentik }) => authentik.state.tokens.remove(row.pk),
	usedBy: () => [],
	actions: [
		{
			path: 'view_key/',
			method: 'GET',
			run(row, call) {
				const isOwn = row.user === call.user?.pk;
				if (!isOwn && !isPermitted(call, 'authentik_core.view_token_key', row.pk))
					throw forbidden();
				return { status: 200, body: { key: row.key } };
			},
		},
	],
};

/** Puts a token into the state. An API token that expires does so soon, whatever was asked for. */
export function addToken(
	values: Partial<TokenRow>,
	{ authentik }: Pick<Call, 'authentik'>,
): TokenRow {
	const soon = stamp(Date.now() + DEFAULT_DURATION);
	return authentik.state.tokens.add({
		identifier: uuid(),
		key: secret(),
		expires: soon,
		...serializer.defaults(),
		...values,
		pk: uuid(),
	} as TokenRow);
}

function belongsTo(values: string[], state: State) {
	const wanted = values[values.length - 1];
	return (row: TokenRow) => state.users.get(row.user ?? 0)?.username === wanted;
}

function checkIntent(value: unknown): void {
	if (value !== 'api' && value !== 'app_password')
		throw invalid('Invalid intent {intent}', { intent: String(value) });
}

function checkUser(value: unknown, { row }: Scope): void {
	if (row && (row as TokenRow).user !== value) throw invalid('User cannot be changed');
}
