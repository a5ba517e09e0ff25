import type { IDataObject } from 'n8n-workflow';

import { picked } from '../../operation/output';
import type { Execute } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import type { PolicyBinding } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { bindingColumns, isAbout, principalIn, targetOf, withBindings } from './bindings';

/**
 * Binds a user, group or policy to the application. authentik creates duplicate bindings, so this looks for an existing
 * one first.
 */
export const grantAccess: Execute = async (context, requestData, send) => {
	const body = requestData.options.body as IDataObject;
	const wanted = principalIn(body);
	return await withBindings(context, async (bindings, application) => {
		const same = bindings.filter((binding) => isAbout(binding, wanted));
		const given = Object.entries(body).filter(([key]) => !(key in wanted));
		const settings = { enabled: true, negate: false, ...Object.fromEntries(given) };
		const asWanted = same.find((binding) => differences(binding, settings).length === 0);
		if (asWanted) return [{ json: { ...picked(asWanted, bindingColumns), created: false } }];
		if (same.length > 0) throw boundOtherwise(same[0], settings, application.name);

		const order = Math.max(-1, ...bindings.map((binding) => binding.order)) + 1;
		requestData.options.body = { target: targetOf(application), order, ...body };
		const [{ json }] = await send(requestData, { permissions: [rights.binding.add] });
		return [{ json: { ...picked(json, bindingColumns), created: true } }];
	});
};

function differences(binding: IDataObject, settings: IDataObject): string[] {
	return Object.entries(settings).flatMap(([name, value]) =>
		binding[name] === value ? [] : [`${name} is ${String(binding[name])}`],
	);
}

/** Existing bindings are never changed: one may be disabled for a reason, and a disabled one lets nobody in. */
function boundOtherwise(
	binding: PolicyBinding,
	settings: IDataObject,
	application: string,
): Refusal {
	const { name, username } = picked(binding, bindingColumns);
	return new Refusal(
		`'${String(username ?? name)}' is already bound to '${application}', but not as requested: ${differences(binding, settings).join(', ')}`,
		'Nothing was changed in authentik. To keep the binding, set the options to its values. To replace it, use Revoke Access first.',
	);
}
