import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { requestsTo, runNode } from './node';
import { sandbox } from './sandbox';

/** Runs an operation on groups. */
export const run = async (
	operation: string,
	parameters: IDataObject = {},
	{ on = sandbox, items }: { on?: Sandbox; items?: IDataObject[] } = {},
) => await runNode(on, { resource: 'group', operation, ...parameters }, { items });

/** The method, the path and the body of each request. */
export const sent = (on = sandbox) =>
	requestsTo(on).map(({ method, path, body }) => [
		method,
		path.slice(7),
		...(body === undefined ? [] : [body]),
	]);

/** A name that no group has. */
export const name = () => `group ${Math.random()}`;
