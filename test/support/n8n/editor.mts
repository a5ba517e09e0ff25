import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { root } from './install.mts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Opens n8n's editor in a headless Chromium (CHROMIUM, or Debian's).
 * @param {{ url: string, cookie: string, viewport?: { width: number, height: number } }} options
 * @returns {Promise<{ page: import('playwright-core').Page, close: () => Promise<void> }>}
 */
export async function openEditor({ url, cookie, viewport = { width: 1440, height: 900 } }) {
	const { chromium, selectors } = createRequire(path.join(root, 'e2e', 'package.json'))(
		'playwright-core',
	);
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath: browserPath(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--no-proxy-server',
			'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
		],
	});
	const context = await browser.newContext({
		viewport,
		colorScheme: 'light',
		reducedMotion: 'reduce',
	});
	const [name, value] = cookie.split(/=(.*)/s);
	await context.addCookies([{ name, value, url }]);
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	return { page, close: async () => await browser.close() };
}

function browserPath() {
	const found = process.env.CHROMIUM ?? BROWSERS.find((file) => existsSync(file));
	if (found) return found;
	throw new Error(
		'No Chromium found: apt-get install chromium, or name its file in the variable CHROMIUM.',
	);
}
