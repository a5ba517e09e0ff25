import { has, type Call } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { DeviceKind, DeviceRow } from '../../../core/state/signin-models';
import { now } from '../../../core/state/state';
import { Crash } from '../../../drf/errors';
import { computed, readOnly, type Field } from '../../../drf/field';
import { integer, text } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { isPermitted, permissionOf } from '../../../drf/permissions';
import { integerKey, relation } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import type { View } from '../../../drf/view';
import { byInteger, byUuid, type Viewset } from '../../../drf/viewset';
import { showMember } from '../groups/rows';
import { userTarget } from '../targets';
import { allDevices } from './rows';

/** The names of the kinds of devices: the app's last word, the model and its noun. */
const KINDS: Readonly<Record<DeviceKind, { app: string; noun: string; verbose: string }>> = {
	duo: { app: 'duo', noun: 'DuoDevice', verbose: 'Duo Device' },
	email: { app: 'email', noun: 'EmailDevice', verbose: 'Email Device' },
	endpoint: { app: 'endpoint_gdtc', noun: 'EndpointDevice', verbose: 'Endpoint Device' },
	sms: { app: 'sms', noun: 'SMSDevice', verbose: 'SMS Device' },
	static: { app: 'static', noun: 'StaticDevice', verbose: 'Static Device' },
	totp: { app: 'totp', noun: 'TOTPDevice', verbose: 'TOTP Device' },
	webauthn: { app: 'webauthn', noun: 'WebAuthnDevice', verbose: 'WebAuthn Device' },
};

const UNKNOWN_AAGUID = '00000000-0000-0000-0000-000000000000';

const name = text({ maxLength: 64 });
const pk = readOnly(integer({ label: 'ID' }));
const user: Field<DeviceRow> = computed(({ user: of }: DeviceRow, { authentik }) => {
	const row = authentik.state.users.get(of);
	return row ? showMember(row) : null;
});

/** The fields of each kind, in its own order. */
const FIELDS: Readonly<Record<DeviceKind, Readonly<Record<string, Field<DeviceRow>>>>> = {
	duo: { pk, name, user },
	email: { name, pk, email: readOnly(text()), user },
	endpoint: { pk: readOnly(text({ label: 'Uuid' })), name },
	sms: { name, pk, phone_number: readOnly(text()), user },
	static: {
		name,
		token_set: computed(({ tokens }: DeviceRow) => tokens.map((token) => ({ token }))),
		pk,
		user,
	},
	totp: { name, pk, user },
	webauthn: {
		pk,
		name,
		created_on: computed(({ created }: DeviceRow) => created),
		device_type: computed(() => null),
		aaguid: computed(() => UNKNOWN_AAGUID),
		user,
	},
};

function modelOf(kind: DeviceKind): string {
	const { app, noun } = KINDS[kind];
	return `authentik_stages_authenticator_${app}.${noun.toLowerCase()}`;
}

/** `/authenticators/admin/<kind>/`: devices of one kind, of all users. */
function devicesOf(kind: DeviceKind): Viewset<DeviceRow> {
	const { noun, verbose } = KINDS[kind];
	return {
		path: `/authenticators/admin/${kind}/`,
		title: `${verbose} Admin`,
		description: `Viewset for ${kind} authenticator devices (for admins)`,
		model: modelOf(kind),
		noun,
		lookup: kind === 'endpoint' ? byUuid : byInteger,
		rows: ({ devices }) => devices[kind].all(),
		serializer: new Serializer<DeviceRow>(FIELDS[kind]),
		filters: { name: exact() },
		search: ['name'],
		ordering: ['name'],
		create() {
			// A device belongs to a user, and the body has no field for the user.
			throw new Crash();
		},
		update: (row, values) => void Object.assign(row, values, { last_updated: now() }),
		destroy: (row, { authentik }) => authentik.state.devices[kind].remove(row.pk),
	};
}

export const duoDevices = devicesOf('duo');
export const emailDevices = devicesOf('email');
export const endpointDevices = devicesOf('endpoint');
export const smsDevices = devicesOf('sms');
export const staticDevices = devicesOf('static');
export const totpDevices = devicesOf('totp');
export const webauthnDevices = devicesOf('webauthn');

const overview = new Serializer<DeviceRow>({
	verbose_name: computed(({ kind }: DeviceRow) => KINDS[kind].verbose),
	verbose_name_plural: computed(({ kind }: DeviceRow) => `${KINDS[kind].verbose}s`),
	meta_model_name: computed(({ kind }: DeviceRow) => modelOf(kind)),
	pk: computed((row: DeviceRow) => String(row.pk)),
	name,
	type: computed(({ kind }: DeviceRow) => {
		const { app, noun } = KINDS[kind];
		return `authentik_stages_authenticator_${app}.${noun}`;
	}),
	confirmed: computed(({ confirmed }: DeviceRow) => confirmed),
	created: computed(({ created }: DeviceRow) => created),
	last_updated: computed(({ last_updated: updated }: DeviceRow) => updated),
	last_used: computed(({ last_used: used }: DeviceRow) => used),
	extra_description: computed(describe),
	external_id: computed(() => null, { when: BEHAVIOUR.devicesHaveExternalIds }),
});

/** Shows a device in the list of all kinds. */
export function showDevice(row: DeviceRow, call: Call): Record<string, unknown> {
	return overview.show(row, call);
}

/** The hardware description: always unknown, which kinds and releases show differently. */
function describe({ kind }: DeviceRow, call: Call): string | null {
	if (has(call, BEHAVIOUR.devicesHaveExternalIds) || kind === 'endpoint') return null;
	return kind === 'webauthn' ? 'Extra description not available' : '';
}

const owner = new Serializer<{ user: number }>({ user: relation(userTarget, { required: false }) });

/** `/authenticators/admin/all/`: devices of all kinds that the caller may see, without pages. */
export const allAdminDevices: View = {
	path: '/authenticators/admin/all/',
	title: 'Admin Device List',
	description: 'Viewset for authenticator devices',
	handlers: {
		GET(call) {
			const of = ownerAskedFor(call);
			const isSeen = ({ kind, pk: key }: DeviceRow) =>
				isPermitted(call, permissionOf(modelOf(kind), 'view'), key);
			const rows = allDevices(call.authentik.state)
				.filter((row) => of === undefined || row.user === of)
				.filter(isSeen);
			return { status: 200, body: rows.map((row) => showDevice(row, call)) };
		},
	},
};

/** The requested owner of devices. Up to 2025.4 the value went to the database unchecked. */
function ownerAskedFor(call: Call): number | undefined {
	const asked = call.query.get('user');
	if (asked === null) return undefined;
	if (has(call, BEHAVIOUR.deviceOwnersAreChecked))
		return owner.read({ user: asked }, call, 'create').user;
	if (!/^\d+$/.test(asked)) throw new Crash('no key');
	return integerKey(asked) as number;
}
