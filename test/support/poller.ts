import { PollContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	WorkflowActivateMode,
} from 'n8n-workflow';

import type { PollData, Position } from '../../nodes/Authentik/trigger/polling/position';
import type { CredentialTable } from './credentials';
import type { Engine, Parts } from './engine';
import { startEngine } from './engine';
import type { NodeParameters, Server } from './node';
import { credentialOf } from './node';

/**
 * What n8n's ActiveWorkflows does with a polling trigger, around n8n-core's own context: one context per activation,
 * and static data that goes to the database with items, and after a successful activation.
 */
export class PollHost {
	/** As in n8n's database. */
	staticData: IDataObject = {};
	/** The items of each execution. */
	readonly executions: IDataObject[][] = [];
	private parts?: Parts;
	private context?: PollContext;

	private constructor(
		private engine: Engine,
		private parameters: NodeParameters,
	) {}

	/** @param credential differences from the credential of the server's superuser */
	static async start(
		server: Server,
		parameters: NodeParameters,
		credential?: ICredentialDataDecryptedObject,
	): Promise<PollHost> {
		return await PollHost.signedIn({ authentikApi: credentialOf(server, credential) }, parameters);
	}

	/** The same with any credentials. */
	static async signedIn(table: CredentialTable, parameters: NodeParameters): Promise<PollHost> {
		return new PollHost(await startEngine(table), parameters);
	}

	/** As when somebody changes the credential. */
	async signInTo(server: Server): Promise<void> {
		this.engine = await startEngine({ authentikApi: credentialOf(server) });
	}

	/** As when somebody changes the parameters and publishes the workflow, whether or not it was published before. */
	async edit(parameters: NodeParameters, mode: WorkflowActivateMode = 'update'): Promise<void> {
		this.parameters = parameters;
		await this.activate(mode);
	}

	/** What n8n does when a workflow is published, and with `init` when it starts: it polls at once. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<void> {
		this.parts = this.partsWith(this.staticData);
		const { workflow, node, additionalData } = this.parts;
		this.context = new PollContext(workflow, node, additionalData, 'trigger', mode);
		await this.poll();
		this.save();
	}

	/** What n8n does when a poll is due: the items that start a workflow. */
	async poll(): Promise<IDataObject[]> {
		const { type } = this.parts as Parts;
		const data = await type.poll!.call(this.context as PollContext);
		if (data === null) return [];
		const items = data[0].map(({ json }) => json);
		this.executions.push(items);
		this.save();
		return items;
	}

	/** What "Fetch Test Event" in the editor shows; null if there is nothing. */
	async test(): Promise<IDataObject[] | null> {
		const { workflow, node, additionalData, type } = this.partsWith(this.staticData);
		const context = new PollContext(workflow, node, additionalData, 'manual', 'manual');
		const before = JSON.stringify(workflow.staticData);
		const data = await type.poll!.call(context);
		if (JSON.stringify(workflow.staticData) !== before) throw new Error('the position was moved');
		return data && data[0].map(({ json }) => json);
	}

	/** The items that started workflows. */
	get items(): IDataObject[] {
		return this.executions.flat();
	}

	/** The position that the node keeps in this process, which may be ahead of the database. */
	get position(): Position {
		const { position } = this.parts?.workflow.staticData['node:Poll'] as PollData;
		return position as Position;
	}

	private partsWith(staticData: IDataObject): Parts {
		const node: INode = {
			id: 'poll-node',
			name: 'Poll',
			type: 'n8n-nodes-authentik.authentikPollTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters as INodeParameters,
			credentials: {
				authentikApi: { id: '1', name: 'authentik' },
				authentikOAuth2Api: { id: '2', name: 'authentik' },
			},
		};
		return this.engine.parts(node, { id: 'wf1', staticData: structuredClone(staticData) });
	}

	private save(): void {
		const { workflow } = this.parts as Parts;
		this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}
}
