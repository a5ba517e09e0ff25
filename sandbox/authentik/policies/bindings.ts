import type { Call } from '../../core/call';
import { recordModel } from '../../core/events';
import type { BindingRow } from '../../core/state/notification-models';
import type { State } from '../../core/state/state';
import type { UsedBy } from '../../drf/viewset';

export const BINDING_MODEL = 'authentik_policies.policybinding';

/** The bindings of a target, in their order. */
export function bindingsOf({ pk }: { pk: string }, { bindings }: State): BindingRow[] {
	return bindings
		.all()
		.filter(({ target }) => target === pk)
		.sort((a, b) => a.order - b.order);
}

/** A binding as text. */
export function bindingLabel(row: BindingRow, state: State): string {
	const rule = state.rules.get(row.target);
	const on = rule ? `Notification Rule ${rule.name}` : state.applications.get(row.target)?.name;
	return `Binding from ${on ?? ''} #${row.order} to ${boundThing(row, state)}`;
}

function boundThing({ policy, group, user }: BindingRow, state: State): string {
	if (policy !== null) return `Policy ${state.policies.get(policy)?.name ?? ''}`;
	if (group !== null) return `Group ${state.groups.get(group)?.name ?? ''}`;
	return `User ${state.users.get(user ?? 0)?.name ?? ''}`;
}

/** A binding as a `used_by` list shows it. */
export function bindingUse(row: BindingRow, state: State): UsedBy {
	return {
		app: 'authentik_policies',
		model_name: 'policybinding',
		pk: row.pk,
		name: bindingLabel(row, state),
		action: 'cascade',
	};
}

/** The bindings of a target and the policies among them, as a `used_by` list shows them. */
export function boundUses(target: { pk: string }, state: State): UsedBy[] {
	const bound = bindingsOf(target, state);
	const policies = bound.flatMap(({ policy }) => state.policies.get(policy ?? '') ?? []);
	return [
		...bound.map((binding) => bindingUse(binding, state)),
		...policies.map(({ pk, name }) => ({
			app: 'authentik_policies',
			model_name: 'policy',
			pk,
			name,
			action: 'cascade_many' as const,
		})),
	];
}

/** The bindings that bind something, as a `used_by` list shows them: in the order of their targets. */
export function usesOfBindings(state: State, binds: (row: BindingRow) => boolean): UsedBy[] {
	const bound = state.bindings.all().filter(binds);
	const sorted = bound.sort((a, b) => a.target.localeCompare(b.target) || a.order - b.order);
	return sorted.map((row) => bindingUse(row, state));
}

/** Deletes the bindings of something that is being deleted. */
export function removeBindings(isAbout: (row: BindingRow) => boolean, call: Call): void {
	const { state } = call.authentik;
	for (const row of state.bindings.all().filter(isAbout)) {
		recordModel(call, 'deleted', BINDING_MODEL, { pk: row.pk, name: bindingLabel(row, state) });
		state.bindings.remove(row.pk);
	}
}
