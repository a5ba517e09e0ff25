import type { IDataObject } from 'n8n-workflow';

import { bodyField } from '../../operation/fields';
import { picked } from '../../operation/output';
import type { Execute, Field } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { boolean, countOrZero, integer } from '../../rules/scalars';
import { rights } from '../../shared/permissions';
import type { Binding } from './bindings';
import { bindingColumns, isAbout, principalIn, targetOf, withBindings } from './bindings';

/** How a new binding works. */
export const bindingSettings: Field[] = [
	bodyField('enabled', boolean, {
		displayName: 'Enabled',
		name: 'enabled',
		type: 'boolean',
		default: false,
		description: 'Whether the binding is enabled. A disabled one lets nobody in.',
	}),
	bodyField('failure_result', boolean, {
		displayName: 'Failure Result',
		name: 'failureResult',
		type: 'boolean',
		default: true,
		description: 'Whether the policy allows access if it fails',
	}),
	bodyField('negate', boolean, {
		displayName: 'Negate',
		name: 'negate',
		type: 'boolean',
		default: true,
		description: 'Whether to let in everyone but the user, group or policy',
	}),
	bodyField('order', integer, {
		displayName: 'Order',
		name: 'order',
		type: 'number',
		default: 0,
		description: 'Position among the bindings. Defaults to the last one.',
	}),
	bodyField('timeout', countOrZero, {
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description: 'How many seconds the policy may take',
	}),
];

/**
 * Binds a user, group or policy to the application. authentik makes the same binding as often as it is asked to,
 * so the one that is there is looked for first.
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

function differences(binding: Binding, settings: IDataObject): string[] {
	return Object.entries(settings).flatMap(([name, value]) =>
		binding[name] === value ? [] : [`${name} is ${String(binding[name])}`],
	);
}

/** A binding that is there is never changed: it may be disabled for a reason, and a disabled one lets nobody in. */
function boundOtherwise(binding: Binding, settings: IDataObject, application: string): Refusal {
	const { name, username } = picked(binding, bindingColumns);
	return new Refusal(
		`'${String(username ?? name)}' is already bound to '${application}', but not as requested: ${differences(binding, settings).join(', ')}`,
		'Nothing was changed in authentik. Use Revoke Access first, change the binding in authentik, or set the options to what it is.',
	);
}
