import type { INodePropertyOptions } from 'n8n-workflow';

import { releasedOptions } from '../../operation/released';
import { eventFacts } from '../../shared/releases';

/**
 * The actions that authentik logs (EventAction, authentik/events/models.py), except those that policies define
 * themselves.
 */
export const eventActions: INodePropertyOptions[] = releasedOptions(eventFacts, 'actions', [
	{ name: 'Access Request Approved', value: 'access_request_approved' },
	{ name: 'Access Request Created', value: 'access_request_created' },
	{ name: 'Access Request Denied', value: 'access_request_denied' },
	{ name: 'Access Request Revoked', value: 'access_request_revoked' },
	{ name: 'Authorize Application', value: 'authorize_application' },
	{ name: 'Configuration Error', value: 'configuration_error' },
	{ name: 'Configuration Warning', value: 'configuration_warning' },
	{ name: 'Email Sent', value: 'email_sent' },
	{ name: 'Export Ready', value: 'export_ready' },
	{ name: 'Flow Execution', value: 'flow_execution' },
	{ name: 'Impersonation Ended', value: 'impersonation_ended' },
	{ name: 'Impersonation Started', value: 'impersonation_started' },
	{ name: 'Invitation Used', value: 'invitation_used' },
	{ name: 'Login', value: 'login' },
	{ name: 'Login Failed', value: 'login_failed' },
	{ name: 'Logout', value: 'logout' },
	{ name: 'Model Created', value: 'model_created' },
	{ name: 'Model Deleted', value: 'model_deleted' },
	{ name: 'Model Updated', value: 'model_updated' },
	{ name: 'Password Set', value: 'password_set' },
	{ name: 'Policy Exception', value: 'policy_exception' },
	{ name: 'Policy Execution', value: 'policy_execution' },
	{ name: 'Property Mapping Exception', value: 'property_mapping_exception' },
	{ name: 'Review Attested', value: 'review_attested' },
	{ name: 'Review Completed', value: 'review_completed' },
	{ name: 'Review Initiated', value: 'review_initiated' },
	{ name: 'Review Overdue', value: 'review_overdue' },
	{ name: 'Secret Rotate', value: 'secret_rotate' },
	{ name: 'Secret View', value: 'secret_view' },
	{ name: 'Source Linked', value: 'source_linked' },
	{ name: 'Suspicious Request', value: 'suspicious_request' },
	{ name: 'System Exception', value: 'system_exception' },
	{ name: 'System Task Exception', value: 'system_task_exception' },
	{ name: 'System Task Execution', value: 'system_task_execution' },
	{ name: 'Update Available', value: 'update_available' },
	{ name: 'User Offboarded', value: 'user_offboarded' },
	{ name: 'User Write', value: 'user_write' },
]);
