import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { TokenRow, UserRow } from '../../../core/state/models';
import type { State } from '../../../core/state/state';
import { invalid, Refusal } from '../../../drf/errors';
import { computed, readOnly, taken, unique, type Scope } from '../../../drf/field';
import { boolean, choice, datetime, slug, text } from '../../../drf/fields';
import { exact, yesNo } from '../../../drf/filters';
import { exactly, moment, oneOf } from '../../../drf/lookups';
import { message } from '../../../drf/messages';
import { grant, isSuperuser } from '../../../drf/permissions';
import { relation } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byText, type Viewset } from '../../../drf/viewset';
import { addToken, tokenLabel, usualExpiry } from '../../tokens/tokens';
import { userTarget } from '../targets';
import { showUser } from '../users/rows';
import { setKey, viewKey } from './keys';
import { longestExpiry, EXPIRING } from './limits';

const INTENTS = [
	{ value: 'verification', label: 'Intent Verification' },
	{ value: 'api', label: 'Intent Api' },
	{ value: 'recovery', label: 'Intent Recovery' },
	{ value: 'app_password', label: 'Intent App Password' },
];

const serializer = new Serializer<TokenRow>({
	pk: readOnly(text({ label: 'Token uuid' })),
	managed: text({ allowNull: true, default: null, label: 'Managed by authentik' }),
	identifier: slug({
		maxLength: 255,
		validators: [unique((state) => state.tokens.all(), taken('Token'))],
	}),
	intent: choice(INTENTS, { default: 'api' }),
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
	label: tokenLabel,
	lookup: byText,
	lookupColumn: 'identifier',
	rows: (state) => state.tokens.all(),
	owner: ({ user }) => user,
	isReachable: (row, call) =>
		has(call, BEHAVIOUR.tokenRightsCount) ||
		row.user === call.user?.pk ||
		isSuperuser(call.authentik.state, call.user as UserRow),
	serializer,
	filters: {
		identifier: exact(),
		intent: oneOf(INTENTS.map(({ value }) => value)),
		user__username: exactly(usernameOf),
		description: exact(),
		expires: moment('expires'),
		expiring: yesNo(),
		managed: exact(),
	},
	search: ['identifier', 'intent', usernameOf, 'description'],
	ordering: ['identifier', 'expires'],
	mayCreate: () => true,
	validate(values, call) {
		const { intent = 'api', expires } = values;
		if (intent !== 'api' && intent !== 'app_password')
			throw refusal('intent', `Invalid intent ${intent}`);
		if (intent === 'api' || !expires) return;
		const latest = longestExpiry(complete(values, call).user as number, call);
		if (Date.parse(expires) <= latest) return;
		const date = new Date(latest).toISOString().replace('T', ' ').replace('Z', '000+00:00');
		throw refusal('expires', `Token expires exceeds maximum lifetime (${date} UTC).`);
	},
	create(values, call) {
		const caller = call.user as UserRow;
		const { state } = call.authentik;
		const all = complete(values, call);
		if (isSuperuser(state, caller)) return addToken(all, call);
		const expiring = caller.attributes[EXPIRING] !== false;
		const row = addToken({ ...all, user: caller.pk, expiring }, call);
		const permission = 'authentik_core.view_token_key';
		grant(state, { holder: caller.pk, permission, object: row.pk });
		return row;
	},
	update(row, values, call) {
		Object.assign(row, complete(values, call));
		if (row.expiring && !row.expires) row.expires = usualExpiry();
	},
	destroy: (row, { authentik }) => authentik.state.tokens.remove(row.pk),
	usedBy: () => [],
	actions: [viewKey, setKey],
};

/**
 * Completes what was not sent, in changes as well: an app password that is changed without its intent becomes an API
 * token, and another user's token becomes the caller's.
 */
function complete(values: Partial<TokenRow>, call: Call): Partial<TokenRow> {
	const { intent = 'api', user = call.user?.pk } = values;
	const lifetime = intent === 'api' ? { expires: usualExpiry() } : {};
	return { ...values, intent, user, ...lifetime };
}

function usernameOf({ user }: TokenRow, state: State): string | undefined {
	return state.users.get(user ?? 0)?.username;
}

function checkUser(value: unknown, { row }: Scope): void {
	if (row && (row as TokenRow).user !== value) throw invalid('User cannot be changed');
}

function refusal(field: string, text: string): Refusal {
	return new Refusal(400, { [field]: [message(text)] });
}
