import { existsSync } from 'node:fs';
import path from 'node:path';

import { home, packageFolder, withNode } from './install.mts';

/** Nothing that calls home, nothing that asks the user who they are. */
const OFFLINE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
};

/** Asks for its list elsewhere when n8n starts. */
const CALLS_HOME = 'mcp-registry';

/** What tells one n8n from another. */
export interface Place {
	/** Its user folder. */
	folder: string;
	port: number;
	/** Where its task runners call. */
	brokerPort: number;
}

/** The environment of an n8n of our own: none of the settings of an n8n that this machine may run. */
export function environment({ folder, port, brokerPort }: Place): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) => !/^(N8N|DB|EXECUTIONS|QUEUE|NODE_TEST)_|^NODE_OPTIONS$/.test(name),
		),
	);
	return {
		...withNode(inherited),
		...OFFLINE,
		// An n8n without it refuses to start with its name.
		...(hasModule(CALLS_HOME) && { N8N_DISABLED_MODULES: CALLS_HOME }),
		// n8n is thousands of modules, which Node compiles at each start without it.
		NODE_COMPILE_CACHE: path.join(home, 'compiled'),
		NO_PROXY: '127.0.0.1,localhost',
		N8N_USER_FOLDER: folder,
		N8N_ENCRYPTION_KEY: 'n8n-nodes-authentik',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
	};
}

function hasModule(name: string) {
	return existsSync(path.join(packageFolder('n8n'), 'dist', 'modules', name));
}
