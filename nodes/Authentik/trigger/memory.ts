/** How many keys a trigger remembers; authentik's retries are over long before as many events came. */
const CAPACITY = 10_000;

/** The keys that a trigger has seen lately, oldest forgotten first. In this process only. */
export class Memory {
	private readonly keys = new Map<string, string>();

	has(key: string): boolean {
		return this.keys.has(key);
	}

	/**
	 * Remembers a key, unless it is known.
	 * @returns what it was remembered with the first time
	 */
	add(key: string, value = ''): string {
		const known = this.keys.get(key);
		if (known !== undefined) return known;
		this.keys.set(key, value);
		if (this.keys.size > CAPACITY) this.keys.delete(this.keys.keys().next().value as string);
		return value;
	}

	delete(key: string): void {
		this.keys.delete(key);
	}
}

const memories = new Map<string, Memory>();

/** What a trigger remembers, found by a key that stays the same over activations. */
export function memoryOf(trigger: string): Memory {
	let memory = memories.get(trigger);
	if (!memory) memories.set(trigger, (memory = new Memory()));
	return memory;
}
