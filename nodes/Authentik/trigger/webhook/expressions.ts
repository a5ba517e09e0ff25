/** The header that proves that a delivery comes from our own registration. */
export const PROOF_HEADER = 'x-n8n-authentik-trigger';

/**
 * The body of a delivery: the event itself, which authentik's default body leaves out. Python, run by authentik
 * as the body of a function (authentik/events/models.py, NotificationTransport).
 */
export const BODY_EXPRESSION = `event = notification.event
return {
    "pk": str(event.pk),
    "action": event.action,
    "app": event.app,
    "user": event.user,
    "context": event.context,
    "client_ip": event.client_ip,
    "created": event.created.isoformat(),
    "severity": notification.severity,
    "body": notification.body,
}`;

/**
 * The headers of a delivery.
 * @param secret made by us of hexadecimal digits only: nothing that a user typed gets into Python
 */
export function headersExpression(secret: string): string {
	return `return {"${PROOF_HEADER}": "${secret}"}`;
}
