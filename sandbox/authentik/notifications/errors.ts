/** A notification that could not be sent. It is retried. */
export class NotificationTransportError extends Error {}

/** An exception in a mapping. */
export class PropertyMappingExpressionException extends Error {}
