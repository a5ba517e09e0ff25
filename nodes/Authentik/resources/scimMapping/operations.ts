import type { INodePropertyOptions } from 'n8n-workflow';

import { answered } from '../../hooks/answer';
import { pathFrom } from '../../hooks/path';
import { refuseEmptyUpdate } from '../../hooks/update';
import { cutTo } from '../../parameters/output';
import { uuid } from '../../rules/ids';
import { LARGEST_PAGE } from '../../transport/pages';
import { DELETED, sendingAfter } from '../../transport/send';
import { copyOrRefuseManaged } from './managed';
import { readTestResult } from './testResult';

const ALL = '/propertymappings/provider/scim/';
const ONE = `${ALL}{scimMapping}/`;

const mappingInPath = pathFrom('scimMapping', 'SCIM Mapping', uuid);
const simplified = cutTo(['pk', 'name', 'managed', 'expression']);

export const scimMappingOperations: INodePropertyOptions[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create SCIM mapping',
		description: 'Add a mapping, which providers can then use',
		routing: { request: { method: 'POST', url: ALL } },
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete SCIM mapping permanently',
		description: 'Delete it for good, also from the providers that use it',
		routing: {
			request: { method: 'DELETE', url: ONE },
			send: { preSend: [mappingInPath] },
			output: {
				postReceive: [answered(DELETED)],
			},
		},
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get SCIM mapping',
		description: 'Retrieve one mapping with its expression',
		routing: {
			request: { method: 'GET', url: ONE },
			send: { preSend: [mappingInPath] },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SCIM mappings',
		description: 'List many mappings, your own or those that come with authentik',
		routing: {
			request: { method: 'GET', url: ALL, qs: { page_size: LARGEST_PAGE } },
			output: { postReceive: [simplified] },
		},
	},
	{
		name: 'Test',
		value: 'test',
		action: 'Test SCIM mapping',
		description: 'Evaluate the expression for a user or a group and return the result',
		routing: {
			request: {
				method: 'POST',
				url: '/propertymappings/all/{scimMapping}/test/',
				qs: { format_result: true },
			},
			send: { preSend: [mappingInPath] },
			output: { postReceive: [readTestResult] },
		},
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update SCIM mapping',
		description: 'Change the name or the expression. It takes effect at the next sync.',
		routing: {
			request: { method: 'PATCH', url: ONE },
			send: { preSend: [mappingInPath] },
			operations: { pagination: sendingAfter([refuseEmptyUpdate, copyOrRefuseManaged]) },
		},
	},
];
