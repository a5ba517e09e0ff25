/** What reaches the SCIM target of a recording, and how it is compared. */
import { startScimTarget } from '../../sandbox/target.ts';
import { differencesIn } from './compare.mjs';

/** The address that the recordings give the target. */
const RECORDED = '127.0.0.1:9900';

/** The parts of the target that fail whatever is asked. */
const FAILING = { fail500: [500, 'target exploded'], fail401: [401, 'bad token'] };

/** A target such as the recorded one, which was several in one: the first part of the path tells. */
export async function startTarget() {
	const faults = Object.entries(FAILING).map(([name, [status, detail]]) => ({
		path: new RegExp(`^/${name}/`),
		respond: {
			status,
			body: {
				schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
				status: String(status),
				detail,
			},
		},
	}));
	return await startScimTarget({ faults });
}

/** The steps with the target's own address in the place of the recorded one. */
export function readdressed(steps, target) {
	return JSON.parse(JSON.stringify(steps).replaceAll(RECORDED, new URL(target.url).host));
}

/** Follows what reaches the target. */
export class Traffic {
	#own = 0;
	#observed = 0;

	constructor(target) {
		this.target = target;
	}

	/** A request is about to be sent to authentik. */
	mark() {
		this.#own = this.target.requests.length;
	}

	/**
	 * How what arrived differs from what was recorded: since the last request, or, as the recorded
	 * worker was late at times, since the last look, whatever the order then.
	 */
	compare(step, variables) {
		const expected = step.observed.map(shown);
		const [own, all] = [this.#own, this.#observed].map((from) =>
			this.target.requests.slice(from).map(shown),
		);
		this.#observed = this.target.requests.length;
		const found = differencesIn(expected, own, 'traffic', variables);
		if (all.length === own.length) return found;
		const belated = differencesIn(sorted(expected), sorted(all), 'traffic', variables);
		return belated.length === 0 ? [] : found;
	}
}

function shown({ method, path, body }) {
	return { method, path, body: body ?? null };
}

function sorted(requests) {
	const key = ({ method, path, body }) => {
		const known = path.replace(/[0-9a-f-]{36}|<uuid>/g, '');
		return `${method} ${known} ${body?.displayName ?? body?.userName ?? ''}`;
	};
	return requests.toSorted((a, b) => key(a).localeCompare(key(b)));
}
