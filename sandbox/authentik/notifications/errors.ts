/** A notification that could not be sent. It is tried again. */
export class NotificationTransportError extends Error {}

/** What a mapping raised. */
export class PropertyMappingExpressionException extends Error {}
