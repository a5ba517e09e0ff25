import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** Substitutes for the few nodes of n8n itself that the workflows of tests and examples use. */
function builtin(
	name: string,
	execute: Execute,
	{ inputs = [NodeConnectionTypes.Main], properties = [] }: Partial<INodeTypeDescription> = {},
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: [],
			version: [1, 3.4],
			defaults: { name },
			inputs,
			outputs: [NodeConnectionTypes.Main],
			properties,
			description: '',
		},
		execute,
	};
}

const pass: Execute = async function () {
	return [this.getInputData()];
};

/** n8n's Edit Fields, limited to: set the listed fields, keep no others. */
const set: Execute = async function () {
	const items = this.getInputData().map((_item, item) => {
		const { assignments } = this.getNodeParameter('assignments', item) as {
			assignments: Array<{ name: string; value: IDataObject[string] }>;
		};
		const json = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
		return { json, pairedItem: { item } };
	});
	return [items];
};

export const builtins: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': builtin('manualTrigger', pass, { inputs: [] }),
	'n8n-nodes-base.noOp': builtin('noOp', pass),
	'n8n-nodes-base.stickyNote': builtin('stickyNote', pass, { inputs: [] }),
	'n8n-nodes-base.set': builtin('set', set, {
		properties: [
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
		],
	}),
};
