import type { RuleRow } from '../../../core/state/notification-models';
import type { UsedBy } from '../../../drf/viewset';

export const RULE_MODEL = 'authentik_events.notificationrule';

/** A rule as a `used_by` list shows it. */
export function ruleUse({ pk, name }: RuleRow, action: UsedBy['action']): UsedBy {
	return {
		app: 'authentik_events',
		model_name: 'notificationrule',
		pk,
		name: `Notification Rule ${name}`,
		action,
	};
}
