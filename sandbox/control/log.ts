/** One request as it arrived, and how it was answered. */
export interface RequestRecord {
	method: string;
	/** With `/api/v3`, percent-decoded. */
	path: string;
	/** As it was sent, without the question mark. */
	query: string;
	headers: Record<string, string>;
	/** The parsed JSON body; undefined if there is none or it is no JSON. */
	body: unknown;
	rawBody: string;
	/** undefined as long as there is no answer, and if there never was one. */
	status: number | undefined;
	remotePort: number | undefined;
}

/** Every request in order of arrival, and how many there are at the same time. */
export class RequestLog {
	readonly requests: RequestRecord[] = [];
	inFlight = 0;
	maxInFlight = 0;

	/** Notes a request that begins to be handled. */
	begin(record: RequestRecord): void {
		this.requests.push(record);
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
	}

	/** Notes that a request has been handled, one way or another. */
	end(): void {
		this.inFlight -= 1;
	}

	/** Forgets what has been; what is still being handled goes on. */
	clear(): void {
		this.requests.length = 0;
		this.maxInFlight = this.inFlight;
	}
}

/** The value of a JSON text, or undefined. */
export function tryJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
