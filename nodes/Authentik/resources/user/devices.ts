import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { resolveUser } from '../../parameters/paths';
import type { Execute } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import type { Device } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { currentUser } from '../../transport/currentUser';
import { request } from '../../transport/request';
import { deviceTypes, DEVICE_TYPES } from './options';
import { deleteAll, readUser } from './sessions';
import { warnings } from './visibility';

/** authentik's list of authenticators of all types. The page of a static one contains its recovery codes. */
export const DEVICES = '/authenticators/admin/all/';

const EVERY_TYPE = DEVICE_TYPES.map(({ value }) => value);

/** Lists the authenticators of the located user. */
export const getDevices: Execute = async (context, requestData, send) => {
	// Up to 2025.4, authentik returns an empty list for a user who does not exist.
	const pk = await resolveUser(context);
	await readUser(context, pk);
	const { options } = requestData;
	const items = await send<Device>(
		{ ...requestData, options: { ...options, qs: { ...options.qs, user: pk } } },
		{ permissions: rights.device.view },
	);
	return items.map(({ json }) => ({ json: { device_type: typeOf(json), ...json } }));
};

/** Removes the authenticators of the located user, or those of some types. */
export const removeDevices: Execute = async (context) => {
	const types = deviceTypes.read(context, EVERY_TYPE);
	const pk = await resolveUser(context);
	const { username } = await readUser(context, pk);
	const devices = (await devicesOf(context, pk)).filter((device) => types.includes(typeOf(device)));
	await deleteDevices(context, devices);
	const steps = new Set(['removeDevices']);
	const told = {
		pk,
		username,
		devices_removed: devices.map(shownDevice),
		...warnings(await currentUser(context), { steps, sessions: [], tokens: [], devices }),
	};
	return [{ json: told }];
};

/**
 * A user's authenticators that the token may view.
 * @throws Refusal for one that can't be removed, because its type is unknown
 */
export async function devicesOf(context: IExecuteSingleFunctions, user: number): Promise<Device[]> {
	const subject = { permissions: rights.device.view };
	const list = { url: DEVICES, qs: { user } };
	const devices = await request<Device[]>(context, list, subject);
	const unknown = devices.find((device) => !EVERY_TYPE.includes(typeOf(device)));
	if (!unknown) return devices;
	throw new Refusal(
		`The authenticator '${unknown.name}' has an unknown type: ${unknown.meta_model_name}`,
		"Nothing was changed in authentik. Remove it in authentik's admin interface, and run again.",
	);
}

/** Deletes these authenticators. It is not an error if one no longer exists. */
export async function deleteDevices(
	context: IExecuteSingleFunctions,
	devices: Device[],
): Promise<void> {
	const urls = devices.map(
		(device) => `/authenticators/admin/${typeOf(device)}/${encodeURIComponent(String(device.pk))}/`,
	);
	const needed = rights.device.delete.filter((permission) =>
		devices.some((device) => permission.endsWith(`_${typeOf(device)}device`)),
	);
	await deleteAll(context, urls, needed);
}

/** The output for a removed authenticator. */
export function shownDevice(device: Device): IDataObject {
	return { pk: device.pk, device_type: typeOf(device), name: device.name };
}

/** The type as used in the path: `endpoint` of `authentik_stages_authenticator_endpoint_gdtc.endpointdevice`. */
function typeOf({ meta_model_name: model }: Device): string {
	const [, type] = /^authentik_stages_authenticator_([a-z0-9]+)/.exec(model) ?? [];
	return type ?? '';
}
