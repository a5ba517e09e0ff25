/** A call that reached the recorded receiver too late for its step. */
const LATE = 'a worker was late: this call came when the recorder had looked away';

/** Differences that no rule explains, as `version/scenario/step`, and their reasons. */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
	'2025.6.4/scim-sync/use it':
		"a provider's mappings come in the order of the database, which is undefined",
	'2025.10.4/scim-sync/tasks after fail401':
		'the schedule fell due at this moment and found the sync running',
	'2025.6.4/webhook/received after the user is deleted': LATE,
	'2025.6.4/webhook/retries while the webhook answers 500, within 70 seconds':
		'the call that was late in the step before reached the failing receiver',
	'2025.8.6/webhook/events: newest': 'a blueprint had just failed in the background',
	'2025.8.6/webhook/received once for each member of the group': LATE,
	'2025.8.6/webhook/received with the default body':
		'the call that was late in the step before came instead of one that was late in turn',
	'2025.10.4/webhook/received after the user is deleted': LATE,
	'2026.2.2/webhook/received after the user is deleted': LATE,
	'2026.2.2/permissions/no rights: version':
		'the worker had not yet looked for the latest version; in `protocol` of the same release it had',
};
