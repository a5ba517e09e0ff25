import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import type { Sandbox } from '../../sandbox';
import { requestsTo, runNode } from './node';
import { useSandbox } from './sandbox';

/** A sandbox for the tests of a file, and helpers for its groups. */
export function useGroups(release: Release) {
	const sandbox = useSandbox(release);

	/** Runs an operation on groups. */
	const run = async (
		operation: string,
		parameters: IDataObject = {},
		{ on = sandbox(), items }: { on?: Sandbox; items?: IDataObject[] } = {},
	) => await runNode(on, { resource: 'group', operation, ...parameters }, { items });

	/** The method, the path and the body of each request. */
	const sent = (on = sandbox()) =>
		requestsTo(on).map(({ method, path, body }) => [
			method,
			path.slice(7),
			...(body === undefined ? [] : [body]),
		]);

	return { sandbox, run, sent };
}

/** A unique group name. */
export const name = () => `group ${Math.random()}`;
