import type { Call } from '../../../core/call';
import { has } from '../../../core/call';
import { BEHAVIOUR, type When } from '../../../core/releases';
import type { View } from '../../../drf/view';

/** The actions: the value, and since when. Names are derived from the values, except for two. */
const ACTIONS: Array<[value: string, when?: When, name?: string]> = [
	['login'],
	['login_failed'],
	['logout'],
	['user_write'],
	['user_offboarded', { from: '2026.8' }],
	['suspicious_request'],
	['password_set'],
	['secret_view'],
	['secret_rotate'],
	['invitation_used', true, 'Invite Used'],
	['authorize_application'],
	['source_linked'],
	['impersonation_started'],
	['impersonation_ended'],
	['flow_execution'],
	['policy_execution'],
	['policy_exception'],
	['property_mapping_exception'],
	['system_task_execution'],
	['system_task_exception'],
	['system_exception'],
	['configuration_error'],
	['configuration_warning', { from: '2026.2' }],
	['model_created'],
	['model_updated'],
	['model_deleted'],
	['email_sent'],
	['update_available'],
	['export_ready', { from: '2025.12' }],
	['review_initiated', { from: '2026.2' }],
	['review_overdue', { from: '2026.2' }],
	['review_attested', { from: '2026.2' }],
	['review_completed', { from: '2026.2' }],
	['access_request_created', { from: '2026.8' }],
	['access_request_approved', { from: '2026.8' }],
	['access_request_denied', { from: '2026.8' }],
	['access_request_revoked', { from: '2026.8' }],
	['custom_', true, 'Custom Prefix'],
];

/** The actions of the called release: their values and labels. */
export function eventActions(call: Call): Array<{ value: string; label: string }> {
	return ACTIONS.filter(([, when]) => has(call, when ?? true)).map(([value, , name]) => ({
		value,
		label: name ?? titled(value),
	}));
}

/** All actions as choices, whatever the release. */
export const EVENT_ACTIONS = ACTIONS.map(([value, when, name]) => ({
	value,
	label: name ?? titled(value),
	when,
}));

/** `/events/events/actions/`: the list of actions. */
export const eventActionList: View = {
	path: '/events/events/actions/',
	title: 'Actions',
	description: 'Get all actions',
	handlers: {
		GET(call) {
			const extra = has(call, BEHAVIOUR.choicesTellDeprecation) ? { deprecated: false } : {};
			const body = eventActions(call).map(({ value, label }) => ({
				name: label,
				description: '',
				component: value,
				model_name: '',
				requires_enterprise: false,
				...extra,
			}));
			return { status: 200, body };
		},
	},
};

function titled(value: string): string {
	return value
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}
