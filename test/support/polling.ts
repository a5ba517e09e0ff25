/** What the tests of the polling trigger have in common. */
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox, SandboxOptions } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import type { NodeParameters } from './node';
import { PollHost } from './poller';

export const OWN = { allowOwnEvents: true };
export const LOGINS = { events: ['login'], options: OWN };

/** Starts a sandbox with a log to read before each test of a file, and ends it after it. */
export function useLog(options: SandboxOptions = {}) {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ timeScale: 0.001, ...options });
	});
	afterEach(async () => await sandbox.close());

	let moment = Date.parse('2026-03-01T00:00:00Z');

	/** Adds an event to the log, by default ten minutes after the previous one; returns its ID. */
	function logged(fields: IDataObject = {}): string {
		moment += 600_000;
		const { pk } = sandbox.addEvent({
			action: 'login',
			app: 'authentik.events.signals',
			user: { pk: 77, username: 'alice', email: 'alice@example.com' },
			client_ip: '192.0.2.7',
			created: new Date(moment).toISOString().replace('Z', '250Z'),
			...fields,
		});
		return String(pk);
	}

	/** Adds more events, `seconds` apart; returns their IDs. */
	function loggedAll(count: number, seconds = 600, fields: IDataObject = {}): string[] {
		return Array.from({ length: count }, () => {
			moment += (seconds - 600) * 1000;
			return logged(fields);
		});
	}

	/** The time that the log has reached, in milliseconds. */
	const now = () => moment;

	/** A trigger that has polled for the first time; its requests are cleared. */
	async function polling(parameters: NodeParameters = LOGINS): Promise<PollHost> {
		const host = await PollHost.start(sandbox, parameters);
		await host.activate();
		sandbox.clearLog();
		return host;
	}

	/** The requested pages of the log, as their queries. */
	function queries(): IDataObject[] {
		return sandbox.requests
			.filter(({ path }) => path.endsWith('/events/events/'))
			.map(({ query }) => {
				const sent = new URLSearchParams(query);
				const names = [...new Set(sent.keys())];
				return Object.fromEntries(names.map((name) => [name, sent.getAll(name).join(' ')]));
			});
	}

	return { sandbox: () => sandbox, logged, loggedAll, now, polling, queries };
}

/** A time as authentik writes it. */
export const at = (milliseconds: number) => new Date(milliseconds).toISOString();

export const pksOf = (items: IDataObject[] | null) => items?.map(({ pk }) => String(pk));
