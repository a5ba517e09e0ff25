/** What limits the requests to one server, until its credential says otherwise. */
export const DEFAULT_LIMITS = {
	/** Requests at the same time. */
	maxConcurrentRequests: 4,
	/** Full syncs at the same time. */
	maxConcurrentSyncs: 1,
	/** Minutes for which a change waits for a sync. */
	maxSyncWait: 60,
} as const;
