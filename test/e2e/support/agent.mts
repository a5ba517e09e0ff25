import type { INode, INodeConnections, INodeParameters, NodeConnectionType } from 'n8n-workflow';

import type { Credential, ExportedWorkflow } from '../../support/n8n/exports.mts';
import { isOlderThan } from '../../support/n8n/install.mts';
import { credentials, node } from './nodes.mts';

const MODEL_CREDENTIAL = 'scriptedModel';

/** The versions of n8n's nodes that a new workflow gets. */
const VERSIONS = { agent: isOlderThan('2.11') ? 3 : 3.1, model: 1.3 };

/** Before 2.30, a tool that fails ends the workflow unless it continues: then the model gets the error. */
const toldToModel: Partial<INode> = isOlderThan('2.30') ? { onError: 'continueRegularOutput' } : {};

/** n8n's credential for a model of startModel(). */
export function modelCredential({ url }: { url: string }): Credential {
	return {
		id: MODEL_CREDENTIAL,
		name: 'scripted model',
		type: 'openAiApi',
		data: { apiKey: 'none', url },
	};
}

/** What the editor writes into a parameter for the model to fill: no description, the label as the key. */
export function fromAI(key: string, type = 'string'): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${type}') }}`;
}

/**
 * A workflow whose AI Agent may use the authentik node.
 * @param tools parameters of the authentik node by the name of the tool
 */
export function agentWorkflow(
	id: string,
	tools: Record<string, INodeParameters>,
): ExportedWorkflow {
	const into = (name: string, kind: NodeConnectionType): INodeConnections => ({
		[kind]: [[{ node: name, type: kind, index: 0 }]],
	});
	return {
		id,
		name: id,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('AI Agent', '@n8n/n8n-nodes-langchain.agent', VERSIONS.agent, {
				promptType: 'define',
				text: 'Do as you are told',
				options: { enableStreaming: false },
			}),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				VERSIONS.model,
				{
					model: { __rl: true, mode: 'id', value: 'scripted' },
					responsesApiEnabled: false,
					options: { maxRetries: 0 },
				},
				{ credentials: { openAiApi: { id: MODEL_CREDENTIAL, name: 'scripted model' } } },
			),
			...Object.entries(tools).map(([name, parameters]) =>
				node(name, 'n8n-nodes-authentik.authentikTool', 1, parameters, {
					credentials,
					...toldToModel,
				}),
			),
		],
		connections: {
			Start: into('AI Agent', 'main'),
			Model: into('AI Agent', 'ai_languageModel'),
			...Object.fromEntries(Object.keys(tools).map((name) => [name, into('AI Agent', 'ai_tool')])),
		},
		settings: { executionOrder: 'v1' },
	};
}
