import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import { filters, furtherOptions } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { eventInPath } from '../../parameters/paths';
import { eventFilters } from './filters';
import { listEvents, refuseNoTime, resolveAuthorizedApplication } from './list';
import { eventOrder } from './options';

const ALL = '/events/events/';

/** The simplified output of an event. */
const columns = [
	'action',
	'created',
	'user.username',
	'app',
	'client_ip',
	'pk',
	'context',
] as const;

export const eventOperations: Operation[] = [
	{
		name: 'Get',
		value: 'get',
		action: 'Get event',
		description: 'Retrieve an event from the event log',
		request: { method: 'GET', url: `${ALL}{event}/` },
		parameters: [eventInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
		columns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many events',
		description: 'Retrieve a list of events from the event log, newest first',
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(eventFilters),
			furtherOptions([eventOrder]),
		],
		before: [refuseNoTime, resolveAuthorizedApplication],
		execute: listEvents,
		columns,
	},
];
