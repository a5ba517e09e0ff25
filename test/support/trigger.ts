import type { FastifyReply } from 'fastify';
import fastify from 'fastify';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	WorkflowActivateMode,
} from 'n8n-workflow';

import type { Engine, Parts } from './engine';
import { startEngine } from './engine';
import { expressed, parsed } from './express';
import type { NodeParameters, Server } from './node';
import { credentialOf } from './node';

type HookMethod = 'checkExists' | 'create' | 'delete';

export interface TriggerOptions {
	/** Differences from the credential of the sandbox's superuser. */
	credential?: ICredentialDataDecryptedObject;
	workflow?: string;
	node?: string;
	/** As the editor does while it listens for a test event. */
	isTest?: boolean;
	/** Where n8n listens; defaults to any free port of this machine alone. */
	listen?: { host: string; port: number };
	/** n8n's public address, as in N8N_WEBHOOK_URL. */
	publicUrl?: string;
}

/**
 * What n8n's ActiveWorkflowManager and LiveWebhooks do with a trigger, around n8n-core's own contexts: static data as
 * JSON between any two calls, each with a workflow of its own.
 */
export class TriggerHost {
	/** As in n8n's database. */
	staticData: IDataObject = {};
	/** The items that started workflows. */
	readonly items: IDataObject[] = [];
	/** What n8n answered, in order. */
	readonly statuses: number[] = [];
	/** The number of workflows that fail to start before the next one can. */
	failures = 0;
	/** Resolves when n8n is about to start the workflow that holdNext() holds. */
	held: Promise<void> = Promise.resolve();
	private hold?: () => Promise<void>;
	private readonly server = fastify();
	private url = '';

	private constructor(
		private readonly authentik: Server,
		private engine: Engine,
		private parameters: NodeParameters,
		private readonly options: TriggerOptions,
	) {}

	static async start(
		server: Server,
		parameters: NodeParameters,
		options: TriggerOptions = {},
	): Promise<TriggerHost> {
		const authentikApi = credentialOf(server, options.credential);
		const host = new TriggerHost(server, await startEngine({ authentikApi }), parameters, options);
		host.server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
			done(null, body),
		);
		host.server.removeContentTypeParser('application/json');
		host.server.post('/*', async (request, reply) => await host.answer(request, reply));
		const { listen = { host: '127.0.0.1', port: 0 }, publicUrl } = options;
		const url = await host.server.listen(listen);
		host.url = publicUrl ?? url;
		return host;
	}

	/** Delays the start of the next workflow until it is released. */
	holdNext(): { letGo: () => void } {
		let letGo = () => {};
		const going = new Promise<void>((resolve) => (letGo = resolve));
		this.held = new Promise((resolve) => {
			this.hold = async () => {
				this.hold = undefined;
				resolve();
				await going;
			};
		});
		return { letGo };
	}

	/** As when somebody enters another token into the credential. */
	async signInWith(apiToken: string): Promise<void> {
		const authentikApi = credentialOf(this.authentik, { apiToken });
		this.engine = await startEngine({ authentikApi });
	}

	/** As when somebody saves the workflow with other parameters. */
	edit(parameters: NodeParameters): void {
		this.parameters = parameters;
	}

	/** As when n8n gets another address. */
	move(): void {
		this.url = this.url.replace('127.0.0.1', 'localhost');
	}

	/** What n8n does when a workflow is activated, and with `init` when it starts. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<'created' | 'existed'> {
		const run = this.session(mode);
		const exists = await run('checkExists');
		if (!exists) await run('create');
		this.save(run.parts);
		return exists ? 'existed' : 'created';
	}

	/** What n8n does when a workflow is deactivated. */
	async deactivate(): Promise<unknown> {
		const run = this.session('update');
		const result = await run('delete');
		this.save(run.parts);
		return result;
	}

	/** ID of the workflow. */
	get workflow(): string {
		return this.options.workflow ?? 'wf1';
	}

	/** The address that authentik calls. */
	get webhookUrl(): string {
		return `${this.url}/${this.options.isTest ? 'webhook-test' : 'webhook'}/path/webhook`;
	}

	/** Calls the webhook like anyone can. */
	async post(body: unknown, headers: Record<string, string> = {}): Promise<number> {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const response = await fetch(this.webhookUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: text,
		});
		await response.text();
		return response.status;
	}

	async close(): Promise<void> {
		await this.server.close();
	}

	private parts(): Parts {
		const node: INode = {
			id: this.options.node ?? 'trigger-node',
			name: 'authentik Trigger',
			type: 'n8n-nodes-authentik.authentikTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters as INodeParameters,
			webhookId: 'path',
			credentials: { authentikApi: { id: '1', name: 'authentik' } },
		};
		const parts = this.engine.parts(node, {
			id: this.workflow,
			staticData: structuredClone(this.staticData),
		});
		Object.assign(parts.additionalData, {
			webhookBaseUrl: `${this.url}/webhook`,
			webhookTestBaseUrl: `${this.url}/webhook-test`,
		});
		return parts;
	}

	private webhookData(): IWebhookData {
		return { isTest: this.options.isTest ?? false } as IWebhookData;
	}

	private session(activation: WorkflowActivateMode) {
		const parts = this.parts();
		const { workflow, node, additionalData, type } = parts;
		const mode = this.options.isTest ? 'manual' : 'trigger';
		const run = async (method: HookMethod) => {
			const data = this.webhookData();
			const context = new HookContext(workflow, node, additionalData, mode, activation, data);
			return await type.webhookMethods!.default![method].call(context);
		};
		return Object.assign(run, { parts });
	}

	private save({ workflow }: Parts): void {
		this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}

	private async answer(
		request: { body: unknown; headers: object },
		reply: FastifyReply,
	): Promise<void> {
		reply.hijack();
		const response = expressed(reply);
		const rawBody = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
		response.once('finish', () => this.statuses.push(response.statusCode));
		const body = parsed(rawBody);
		if (body === undefined) return response.status(422).json({ message: 'Failed to parse' });

		const parts = this.parts();
		const { workflow, node, additionalData, type } = parts;
		Object.assign(additionalData, {
			httpRequest: { body, rawBody, headers: request.headers, params: {}, query: {} },
			httpResponse: response,
		});
		const data = this.webhookData();
		const mode = this.options.isTest ? 'manual' : 'webhook';
		const context = new WebhookContext(workflow, node, additionalData, mode, data, [], null);
		const result = await (type as Required<INodeType>).webhook.call(context);
		if (result.noWebhookResponse) return;
		if (!result.workflowData) return response.status(200).json(result.webhookResponse);
		await this.hold?.();
		if (this.failures > 0) {
			this.failures -= 1;
			return response.status(500).json({ message: 'Error in workflow' });
		}
		this.items.push(...result.workflowData[0].map(({ json }) => json));
		response.status(200).json({ message: 'Workflow was started' });
	}
}
