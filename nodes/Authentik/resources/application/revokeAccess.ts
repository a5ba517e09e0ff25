import type { IDataObject } from 'n8n-workflow';

import type { Execute } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { rights } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { request } from '../../transport/request';
import { settled } from '../../transport/settled';
import { isAbout, principalIn, withBindings } from './bindings';
import { allowEverybody } from './options';

const subject = { permissions: [rights.binding.delete] };

/** Removes all bindings of a user, group or policy to the application: authentik allows more than one. */
export const revokeAccess: Execute = async (context, { options }) => {
	const wanted = principalIn(options.body as IDataObject);
	const mayOpen = allowEverybody.read(context, false);
	return await withBindings(context, async (bindings, { name }) => {
		const removed = bindings.filter((binding) => isAbout(binding, wanted));
		const left = bindings.filter((binding) => !removed.includes(binding));
		const opens = removed.length > 0 && !left.some(({ enabled }) => enabled);
		if (opens && !mayOpen) {
			throw new Refusal(
				`Without this binding, everyone could open '${name}'`,
				'Nothing was changed in authentik. No other binding of the application is enabled. In authentik 2026.2 and later, its SCIM providers would also provision all users. First grant access to another user or group, or turn on the option Allow Everybody.',
			);
		}
		for (const [index, { pk }] of removed.entries()) {
			const url = `/policies/bindings/${encodeURIComponent(pk)}/`;
			const outcome = await settled(request(context, { url, method: 'DELETE' }, subject));
			if (outcome.status === 'fulfilled') continue;
			if (index === 0) throw outcome.reason;
			throw partialFailure(
				context,
				outcome.reason as Error,
				`${index} of ${removed.length} bindings to '${name}' were removed, but not the others`,
				'Run it again to remove the others.',
			);
		}
		const counts = { bindings_removed: removed.length, bindings_left: left.length };
		return [{ json: { ...wanted, ...counts } }];
	});
};
