/** How many keys a trigger remembers; authentik stops retrying long before that many events arrive. */
const CAPACITY = 10_000;

/** The things that a trigger remembers. */
interface Remembered {
	/** ID of an event that n8n has answered with success. */
	taken: [event: string];
	/** ID of an event that n8n has not answered yet. */
	'being taken': [event: string];
	/** An object that a request updates, with the ID of the first event about it; see relations.ts. */
	updated: [request: string, object: string];
}

/** The key of a remembered thing. Different kinds of things never share a key. */
export function memoryKey<Kind extends keyof Remembered>(
	kind: Kind,
	...ids: Remembered[Kind]
): string {
	return [kind, ...ids].join(': ');
}

/** The keys that a trigger has seen recently; the oldest are removed first. In this process only. */
export class Memory {
	private readonly keys = new Map<string, string>();

	has(key: string): boolean {
		return this.keys.has(key);
	}

	/**
	 * Remembers a key, unless it is already there.
	 * @returns the value from the first time
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

/** The memory of a trigger, by a key that stays the same across activations. */
export function memoryOf(trigger: string): Memory {
	let memory = memories.get(trigger);
	if (!memory) memories.set(trigger, (memory = new Memory()));
	return memory;
}
