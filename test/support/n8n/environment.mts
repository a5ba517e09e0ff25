import { existsSync } from 'node:fs';
import path from 'node:path';

import { home, packageFolder, withNode } from './install.mts';

/** No calls home, and no questions about the user. */
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

/** Requests its list from elsewhere when n8n starts. */
const CALLS_HOME = 'mcp-registry';

/** Modules that are not tested here, and take long to load. */
const UNUSED = ['agents', 'instance-ai'];

/** Turns off the process that waits for Code nodes, which no test has. */
const WITHOUT_RUNNER = {
	N8N_RUNNERS_MODE: 'external',
	N8N_RUNNERS_AUTH_TOKEN: 'n8n-nodes-authentik',
};

/** What distinguishes one n8n from another. */
export interface Place {
	/** Its user folder. */
	folder: string;
	port: number;
	/** Where its task runners connect. */
	brokerPort: number;
	/** Whether it serves its editor, whose preparation doubles n8n's start, and runs Code nodes. */
	hasEditor?: boolean;
}

/** The environment of an n8n of our own: without the settings of any n8n that this machine may run. */
export function environment({
	folder,
	port,
	brokerPort,
	hasEditor = false,
}: Place): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) => !/^(N8N|DB|EXECUTIONS|QUEUE|NODE_TEST)_|^NODE_OPTIONS$/.test(name),
		),
	);
	return {
		...withNode(inherited),
		...OFFLINE,
		...(hasEditor
			? without(CALLS_HOME)
			: { ...without(CALLS_HOME, ...UNUSED), ...WITHOUT_RUNNER, N8N_DISABLE_UI: 'true' }),
		// n8n has thousands of modules, which Node compiles at each start without it.
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

/** If n8n does not have a module, it refuses to start with its name. */
function without(...modules: string[]) {
	const folder = path.join(packageFolder('n8n'), 'dist', 'modules');
	const known = modules.filter((name) => existsSync(path.join(folder, name)));
	return known.length > 0 ? { N8N_DISABLED_MODULES: known.join(',') } : {};
}
