import type { INodePropertyOptions } from 'n8n-workflow';

import { pathFrom } from '../../hooks/path';
import { cutTo, shownAs } from '../../parameters/output';
import { uuid } from '../../rules/ids';
import { LARGEST_PAGE } from '../../transport/pages';
import { sendingAfter } from '../../transport/send';
import { listEvents, resolveApplication } from './list';

const ALL = '/events/events/';

/** The simplified output of an event. */
const simplified = [
	'pk',
	'action',
	'created',
	'user.username',
	'app',
	'client_ip',
	'context',
] as const;

export const eventOperations: INodePropertyOptions[] = [
	{
		name: 'Get',
		value: 'get',
		action: 'Get event',
		description: 'Retrieve one entry of the event log',
		routing: {
			request: { method: 'GET', url: `${ALL}{event}/` },
			send: { preSend: [pathFrom('event', 'Event', uuid)] },
			output: { postReceive: [cutTo(simplified)] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many events',
		description: 'List many entries of the event log, newest first, for reports and audits',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			operations: {
				pagination: sendingAfter([resolveApplication], listEvents(shownAs(simplified))),
			},
		},
	},
];
