import { DEVICE_KINDS, type DeviceKind, type DeviceRow } from '../../../core/state/signin-models';
import { now, uuid, type State } from '../../../core/state/state';

/** The values of a new device. */
export type DeviceValues = Partial<DeviceRow> & Pick<DeviceRow, 'user'>;

/** Adds a device to a user, as the user's own enrollment does. */
export function addDevice(kind: DeviceKind, values: DeviceValues, state: State): DeviceRow {
	const table = state.devices[kind];
	return table.add({
		name: `${kind} device`,
		confirmed: true,
		created: now(),
		last_updated: now(),
		last_used: null,
		tokens: [],
		phone_number: '',
		email: '',
		...values,
		kind,
		pk: kind === 'endpoint' ? uuid() : table.nextPk(),
	});
}

/** All devices, in the order in which authentik searches for them: kind by kind. */
export function allDevices({ devices }: State): DeviceRow[] {
	return DEVICE_KINDS.flatMap((kind) => devices[kind].all());
}

/** Removes all devices of a user. */
export function removeDevices({ pk: user }: { pk: number }, state: State): void {
	for (const row of allDevices(state))
		if (row.user === user) state.devices[row.kind].remove(row.pk);
}
