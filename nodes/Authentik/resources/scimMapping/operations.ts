import { replaceWith } from '../../operation/postReceive';
import { refuseEmptyUpdate } from '../../operation/emptyUpdate';
import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import type { Operation } from '../../operation/types';
import { filters, furtherOptions, updateFields } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { scimMappingInPath } from '../../parameters/paths';
import { DELETED } from '../../transport/exchangeItem';
import { expression, mappingName, requiredMappingFields } from './fields';
import { mappingFilters } from './filters';
import { changeOrCopy } from './managed';
import { copyIfManaged, mappingOrder, testOptions } from './options';
import { readTestResult } from './testResult';

const ALL = '/propertymappings/provider/scim/';
const ONE = `${ALL}{scimMapping}/`;

const columns = ['name', 'managed', 'expression', 'pk'] as const;

export const scimMappingOperations: Operation[] = [
	{
		name: 'Create',
		value: 'create',
		action: 'Create SCIM mapping',
		description: 'Create a mapping that SCIM providers can use',
		request: { method: 'POST', url: ALL },
		parameters: requiredMappingFields,
		columns,
	},
	{
		name: 'Delete',
		value: 'delete',
		action: 'Delete SCIM mapping permanently',
		description: 'Permanently delete a mapping. Providers that use it lose it.',
		request: { method: 'DELETE', url: ONE },
		parameters: [scimMappingInPath],
		postReceive: [replaceWith(DELETED)],
		about: { pk: scimMappingInPath },
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get SCIM mapping',
		description: 'Retrieve a mapping with its expression',
		request: { method: 'GET', url: ONE },
		parameters: [scimMappingInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
		columns,
	},
	{
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SCIM mappings',
		description: "Retrieve a list of mappings: your own, authentik's defaults, or both",
		request: { method: 'GET', url: ALL },
		isList: true,
		parameters: [
			returnAll,
			limit,
			...outputParameters,
			filters(mappingFilters),
			furtherOptions([mappingOrder]),
		],
		columns,
	},
	{
		name: 'Test',
		value: 'test',
		action: 'Test SCIM mapping',
		description: "Evaluate a mapping's expression for a user or a group and return the result",
		request: {
			method: 'POST',
			url: '/propertymappings/all/{scimMapping}/test/',
			qs: { format_result: true },
		},
		parameters: [scimMappingInPath, furtherOptions(testOptions)],
		postReceive: [readTestResult],
		about: { pk: scimMappingInPath },
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update SCIM mapping',
		description: 'Update the fields you add. Changes take effect at the next sync.',
		request: { method: 'PATCH', url: ONE },
		parameters: [
			scimMappingInPath,
			updateFields([expression, mappingName]),
			furtherOptions([copyIfManaged.parameter]),
		],
		before: [refuseEmptyUpdate()],
		execute: changeOrCopy,
		columns,
	},
];
