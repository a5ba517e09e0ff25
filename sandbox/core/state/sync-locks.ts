/** The locks by which a provider has one full sync at a time. */
export class SyncLocks {
	private readonly held = new Set<number>();
	/** How many were held at once, at the most. */
	most = 0;

	/** How many are held. */
	get count(): number {
		return this.held.size;
	}

	/** Whether a provider's sync runs. */
	isHeld(provider: number): boolean {
		return this.held.has(provider);
	}

	/** Takes a provider's lock; false if its sync runs already. */
	take(provider: number): boolean {
		if (this.held.has(provider)) return false;
		this.held.add(provider);
		this.most = Math.max(this.most, this.count);
		return true;
	}

	release(provider: number): void {
		this.held.delete(provider);
	}

	/** Forgets how many there were. */
	clear(): void {
		this.most = this.count;
	}
}
