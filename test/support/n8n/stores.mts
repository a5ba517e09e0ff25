import { chownSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { temporaryFolder } from '../process/cleanup.mts';
import { freePort } from '../process/ports.mts';
import { mustRun, run } from '../process/run.mts';
import { Service } from '../process/service.mts';

const HOST = '127.0.0.1';
const USER = 'n8n';

/** Debian keeps PostgreSQL's programs out of the PATH: one folder for each version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** A running server of ours. */
export interface Store {
	/** The variables with which n8n uses it. */
	settings: Record<string, string>;
	stop: () => Promise<void>;
}

/**
 * Starts a Redis of our own: empty, in memory only.
 * @throws Error when it is not installed
 */
export async function startRedis(): Promise<Store> {
	const { folder, remove } = temporaryFolder();
	const port = String(await freePort());
	const ping = async () =>
		(await attempt('redis-cli', ['-h', HOST, '-p', port, 'ping'])).stdout.trim() === 'PONG';
	if ((await attempt('redis-server', ['--version'])).code !== 0) throw notInstalled('Redis');
	const service = await Service.start({
		name: 'redis-server',
		command: 'redis-server',
		args: ['--bind', HOST, '--port', port, '--save', '', '--dir', folder],
		logFile: path.join(folder, 'redis.log'),
		isReady: ping,
	});
	return {
		settings: { QUEUE_BULL_REDIS_HOST: HOST, QUEUE_BULL_REDIS_PORT: port },
		stop: stopAndRemove(service, remove),
	};
}

/**
 * Starts a PostgreSQL of our own with an empty database. Started by root, it runs as the user `postgres` that its
 * package creates, since it refuses to run as root.
 * @throws Error when it is not installed
 */
export async function startPostgres(): Promise<Store> {
	const program = postgresPrograms();
	const { folder, remove } = temporaryFolder();
	const data = path.join(folder, 'data');
	const port = String(await freePort());
	const identity = await identityIn(folder);
	await mustRun(
		program('initdb'),
		['--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
		{ ...identity, cwd: folder },
	);
	const service = await Service.start({
		...identity,
		name: 'postgres',
		command: program('postgres'),
		args: ['-D', data, '-h', HOST, '-p', port, '-k', '', '-F'],
		cwd: folder,
		logFile: path.join(folder, 'postgres.log'),
		// Without this, it would leave shared memory behind when this process ends first.
		lastSignal: 'SIGQUIT',
		isReady: async () => (await run(program('pg_isready'), ['-h', HOST, '-p', port])).code === 0,
	});
	return {
		settings: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: USER,
		},
		stop: stopAndRemove(service, remove),
	};
}

function postgresPrograms() {
	const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
	const folders = versions.map((version) => path.join(POSTGRES_VERSIONS, version, 'bin'));
	const folder = folders.find((candidate) => existsSync(path.join(candidate, 'initdb')));
	if (!folder) throw notInstalled('PostgreSQL');
	return (name: string) => path.join(folder, name);
}

/** The user that PostgreSQL runs as, for spawn(); becomes the owner of the folder. */
async function identityIn(folder: string) {
	if (process.getuid?.() !== 0) return {};
	const id = async (flag: string) => Number(await mustRun('id', [flag, 'postgres']));
	const [uid, gid] = [await id('-u'), await id('-g')];
	chownSync(folder, uid, gid);
	return { uid, gid };
}

/** Runs a program that may be missing. */
async function attempt(command: string, args: string[]) {
	return await run(command, args).catch(() => ({ code: 127, stdout: '', stderr: '' }));
}

function notInstalled(name: string) {
	return new Error(
		`${name} is not installed, and n8n's queue mode needs it. On Debian: apt-get install redis-server postgresql`,
	);
}

function stopAndRemove(service: Service, removeFolder: () => void) {
	return async () => {
		await service.stop();
		removeFolder();
	};
}
