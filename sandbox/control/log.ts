/** One request as it arrived, and how it was answered. */
export interface RequestRecord {
	method: string;
	/** With `/api/v3`, percent-decoded. */
	path: string;
	/** As it was sent, without the question mark. */
	query: string;
	headers: Record<string, string>;
	/** The parsed JSON body; undefined if there is none or it is not JSON. */
	body: unknown;
	rawBody: string;
	/** undefined until there is an answer, and if there never is one. */
	status: number | undefined;
	remotePort: number | undefined;
}

/** Every request in order of arrival, and the number of concurrent ones. */
export class RequestLog {
	readonly requests: RequestRecord[] = [];
	inFlight = 0;
	maxInFlight = 0;

	/** Records a request when its handling starts. */
	begin(record: RequestRecord): void {
		this.requests.push(record);
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
	}

	/** Records that a request has been handled, whatever the outcome. */
	end(): void {
		this.inFlight -= 1;
	}

	/** Clears past requests; those in progress continue. */
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
