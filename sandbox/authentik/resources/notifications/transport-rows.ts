import type { TransportRow } from '../../../core/state/notification-models';
import type { UsedBy } from '../../../drf/viewset';

/** A transport as a `used_by` list shows it. */
export function transportUse({ pk, name }: TransportRow, action: UsedBy['action']): UsedBy {
	return {
		app: 'authentik_events',
		model_name: 'notificationtransport',
		pk,
		name: `Notification Transport ${name}`,
		action,
	};
}
