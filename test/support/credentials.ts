import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';

/** Data of credentials, by the name of their type. */
export type CredentialTable = Record<string, ICredentialDataDecryptedObject>;

/** n8n's own helper stores credentials in its database; this one in a table. The rest is the same as in n8n. */
export class TableCredentials extends ICredentialsHelper {
	constructor(
		private readonly type: (name: string) => ICredentialType,
		private readonly table: CredentialTable,
		/** n8n's result for an expression in a property of a credential. */
		private readonly evaluate: (value: string, $self: object) => unknown,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.type(name).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.table[type];
		const known = NodeHelpers.getNodeParameters(
			this.type(type).properties,
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		);
		// The additions of a parent type (client ID, token data) are not among the type's own properties.
		const data = { ...stored, ...known };
		return Object.fromEntries(
			Object.entries(data).map(([name, value]) => [
				name,
				typeof value === 'string' && value.startsWith('=') ? this.evaluate(value, data) : value,
			]),
		) as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions;
		const { authenticate } = this.type(typeName);
		if (typeof authenticate !== 'object') return request;
		const resolved = (value: unknown) =>
			String(
				workflow.expression.getSimpleParameterValue(
					node,
					String(value),
					'internal',
					{ $credentials: credentials },
					undefined,
					'',
				),
			);
		for (const [name, value] of Object.entries(authenticate.properties.headers ?? {})) {
			request.headers = { ...request.headers, [resolved(name)]: resolved(value) };
		}
		return request;
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('not used by the engine');
	}

	async updateCredentials(): Promise<void> {}

	/** n8n stores the token of an OAuth2 credential after it fetched or renewed it. */
	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.table[type] = { ...this.table[type], oauthTokenData };
	}

	getCredentialsProperties(type: string) {
		return this.type(type).properties;
	}
}
