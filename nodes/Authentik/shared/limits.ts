/** The default limits for requests to one server. Its credential can change them. */
export const DEFAULT_LIMITS = {
	/** Concurrent requests. */
	maxConcurrentRequests: 4,
	/** Concurrent full syncs. */
	maxConcurrentSyncs: 1,
	/** How long a change waits for a sync, in minutes. */
	maxSyncWait: 60,
} as const;
