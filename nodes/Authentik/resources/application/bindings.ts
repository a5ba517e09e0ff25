import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { resolveApplication } from '../../parameters/paths';
import { Refusal } from '../../rules/refusal';
import type { Application, PolicyBinding } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { allRows } from '../../transport/rows';
import { withApplication } from '../common/application';
import { principal } from './fields';

/** What a binding can be about. */
const PRINCIPALS = ['group', 'policy', 'user'] as const;

/** A user, group or policy that is bound to an application, by ID. */
export type Principal = Partial<Record<(typeof PRINCIPALS)[number], string | number>>;

/** The simplified output of a binding, with the names of the bound objects. */
export const bindingColumns = [
	'order',
	'enabled',
	'negate',
	'group',
	'policy',
	'user',
	'group_obj.name',
	'policy_obj.name',
	'user_obj.name',
	'user_obj.username',
	'failure_result',
	'timeout',
	'pk',
	'target',
] as const;

/**
 * The one that was given.
 * @throws Refusal if there is none, or more than one
 */
export function principalIn(body: IDataObject): Principal {
	const given = PRINCIPALS.filter((kind) => kind in body);
	if (given.length === 1) return { [given[0]]: body[given[0]] as string | number };
	throw new Refusal(
		`'${principal.displayName}' must contain exactly one entry, not ${given.length === 0 ? 'none' : given.join(' and ')}`,
		'Nothing was changed in authentik. Choose a user, a group or a policy. For more than one, use one item for each.',
	);
}

/** Whether a binding is about a user, group or policy. */
export function isAbout(binding: PolicyBinding, { group, policy, user }: Principal): boolean {
	if (user !== undefined) return binding.user === user;
	return group === undefined ? binding.policy === policy : binding.group === group;
}

/**
 * Reads the bindings of the application that the locator names, and runs a task with them. Tasks for the same
 * application wait for each other, so that no binding is created twice.
 */
export async function withBindings<T>(
	context: IExecuteSingleFunctions,
	task: (bindings: PolicyBinding[], application: Application) => Promise<T>,
): Promise<T> {
	const key = await resolveApplication(context);
	return await withApplication(context, key, async (application) => {
		const list = { url: '/policies/bindings/', qs: { target: targetOf(application) } };
		const rows = await allRows<PolicyBinding>(context, list, {
			permissions: [rights.binding.view],
		});
		return await task(rows, application);
	});
}

/** The ID by which bindings refer to an application. */
export function targetOf({ pbm_uuid, pk }: Application): string {
	return pbm_uuid ?? pk;
}

/** Limits a list of bindings to those of the application. */
export const ofApplication: Step = async function ({ qs }) {
	const key = await resolveApplication(this);
	await withApplication(this, key, async (application) => {
		(qs as IDataObject).target = targetOf(application);
	});
};
