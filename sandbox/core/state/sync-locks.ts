/** The locks that limit a provider to one full sync at a time. */
export class SyncLocks {
	private readonly held = new Set<number>();
	/** The highest number held at once. */
	most = 0;

	/** The number held now. */
	get count(): number {
		return this.held.size;
	}

	/** Whether a provider's sync is running. */
	isHeld(provider: number): boolean {
		return this.held.has(provider);
	}

	/** Takes a provider's lock; false if its sync is already running. */
	take(provider: number): boolean {
		if (this.held.has(provider)) return false;
		this.held.add(provider);
		this.most = Math.max(this.most, this.count);
		return true;
	}

	release(provider: number): void {
		this.held.delete(provider);
	}

	/** Resets the highest number. */
	clear(): void {
		this.most = this.count;
	}
}
