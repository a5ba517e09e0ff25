import { DEVICE_KINDS, type DeviceKind, type DeviceRow } from '../../../core/state/signin-models';
import { now, uuid, type State } from '../../../core/state/state';

/** What a device has unless it is told. */
export type DeviceValues = Partial<DeviceRow> & Pick<DeviceRow, 'user'>;

/** Gives a user a device, as the user's own enrollment does. */
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

/** All devices, in the order in which authentik looks for them: kind by kind. */
export function allDevices({ devices }: State): DeviceRow[] {
	return DEVICE_KINDS.flatMap((kind) => devices[kind].all());
}

/** Takes all of a user's devices away. */
export function removeDevices({ pk: user }: { pk: number }, state: State): void {
	for (const row of allDevices(state))
		if (row.user === user) state.devices[row.kind].remove(row.pk);
}
