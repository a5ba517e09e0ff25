import type { Authentik } from '../../core/call';
import { isReachable, outboundSignal } from '../../core/outbound';
import { BEHAVIOUR, holds } from '../../core/releases';
import type { Dictionary, ScimProviderRow, TargetConfig } from '../../core/state/models';
import { secondsOf } from '../../core/time';
import { pythonText } from '../../python/names';
import { adapted, configPath, NOTHING, readConfig } from './config';
import { DryRunRejected, NotFound, ObjectExists, RequestFailure, TransientFailure } from './errors';

/** The connection to a provider's target. */
export class ScimClient {
	config: TargetConfig = NOTHING;
	private readonly base: string;

	private constructor(
		readonly provider: ScimProviderRow,
		readonly authentik: Authentik,
	) {
		this.base = provider.url.replace(/\/$/, '');
	}

	/** Requests the target's abilities, unless they are cached. */
	static async open(provider: ScimProviderRow, authentik: Authentik): Promise<ScimClient> {
		const client = new ScimClient(provider, authentik);
		const { serviceConfigs: known } = authentik.state;
		const cached = known.get(provider.pk);
		if (cached && cached.until > Date.now()) client.config = cached.config;
		else {
			client.config = await client.ask();
			if (holds(authentik.release, BEHAVIOUR.configIsCached)) {
				const seconds = secondsOf(provider.service_provider_config_cache_timeout);
				known.set(provider.pk, { config: client.config, until: Date.now() + seconds * 1000 });
			}
		}
		return client;
	}

	/** Sends a request; returns the answer's JSON. */
	async request(method: string, path: string, body?: Dictionary): Promise<Dictionary> {
		const url = `${this.base}${path}`;
		if (this.provider.dry_run && method !== 'GET') throw new DryRunRejected(method, url, body);
		const response = await this.send(method, url, body);
		if (response.status >= 400) throw this.failureOf(response);
		if (response.status === 204) return {};
		return JSON.parse(response.text) as Dictionary;
	}

	private async ask(): Promise<TargetConfig> {
		const mode = String(this.provider.compatibility_mode);
		const path = configPath(mode);
		if (path === undefined) return NOTHING;
		const answer = await this.request('GET', path).catch((error: unknown) => {
			if (error instanceof RequestFailure || error instanceof NotFound) return undefined;
			throw error;
		});
		return answer === undefined ? NOTHING : adapted(readConfig(answer), mode);
	}

	private async send(method: string, url: string, body?: Dictionary) {
		const { version } = this.authentik;
		if (!isReachable(url, this.authentik)) throw this.unreachable();
		try {
			const response = await fetch(url, {
				method,
				headers: {
					authorization: `Bearer ${this.provider.token}`,
					accept: 'application/scim+json',
					'content-type': 'application/scim+json',
					'user-agent': `authentik@${version}`,
				},
				body: body === undefined ? undefined : JSON.stringify(body),
				signal: outboundSignal(this.authentik),
			});
			return { status: response.status, text: await response.text() };
		} catch {
			throw this.unreachable();
		}
	}

	private unreachable(): RequestFailure {
		return new RequestFailure(this.words('Failed to send request', ''));
	}

	private failureOf({ status, text }: { status: number; text: string }): Error {
		if (status === 404) return new NotFound(`<Response [404]>`);
		if (status === 409) return new ObjectExists(`<Response [409]>`);
		if (status === 429 || status === 503) return new TransientFailure('');
		return new RequestFailure(this.words(pythonText(jsonOr(text)), `<Response [${status}]>`));
	}

	private words(detail: string, before: string): string {
		const isTold = holds(this.authentik.release, BEHAVIOUR.targetErrorsAreTold);
		return isTold ? `Network error: ${detail}` : before;
	}
}

function jsonOr(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
