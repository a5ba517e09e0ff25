import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { home } from './install.mts';

const VIEWPORT = { width: 1360, height: 780 };
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The used parts of playwright-core, which is installed next to n8n, where the type check does not look. */
interface Playwright {
	selectors: { setTestIdAttribute(name: string): void };
	chromium: { launch(options: { executablePath: string; args: string[] }): Promise<Browser> };
}

interface Browser {
	newContext(options: {
		viewport: typeof VIEWPORT;
		colorScheme: 'light';
		reducedMotion: 'reduce';
	}): Promise<Context>;
	close(): Promise<void>;
}

interface Context {
	addCookies(cookies: Array<{ name: string; value: string; url: string }>): Promise<void>;
	newPage(): Promise<Page>;
}

interface Finder {
	getByTestId(id: string): Locator;
	getByText(text: string | RegExp, options?: { exact: boolean }): Locator;
	locator(selector: string): Locator;
}

/** An element for code that runs in the page. */
export interface PageElement {
	children: { length: number };
	clientWidth: number;
	scrollWidth: number;
	textContent: string | null;
}

/** Elements of a page. */
export interface Locator extends Finder {
	first(): Locator;
	filter(options: { hasText: string }): Locator;
	or(other: Locator): Locator;
	click(): Promise<void>;
	fill(text: string): Promise<void>;
	pressSequentially(text: string): Promise<void>;
	innerText(): Promise<string>;
	count(): Promise<number>;
	evaluateAll<T>(read: (elements: PageElement[]) => T): Promise<T>;
	isVisible(): Promise<boolean>;
	waitFor(options?: { state?: 'detached'; timeout?: number }): Promise<void>;
}

/** A page in the browser. */
export interface Page extends Finder {
	readonly keyboard: { press(key: string): Promise<void> };
	goto(url: string): Promise<unknown>;
	screenshot(options: { path: string; animations: 'disabled' }): Promise<unknown>;
	setDefaultTimeout(milliseconds: number): void;
}

export interface Editor {
	page: Page;
	close: () => Promise<void>;
}

/** Opens n8n's editor in a headless Chromium (CHROMIUM, or Debian's). */
export async function openEditor(url: string, cookie: string): Promise<Editor> {
	const beside = createRequire(path.join(home, 'package.json'));
	const { chromium, selectors } = beside('playwright-core') as Playwright;
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
		viewport: VIEWPORT,
		colorScheme: 'light',
		reducedMotion: 'reduce',
	});
	const [name, value] = cookie.split(/=(.*)/s);
	await context.addCookies([{ name, value, url }]);
	const page = await context.newPage();
	page.setDefaultTimeout(30_000);
	return { page, close: async () => await browser.close() };
}

function browserPath() {
	const found = process.env.CHROMIUM ?? BROWSERS.find((file) => existsSync(file));
	if (found) return found;
	throw new Error(
		'No Chromium found: apt-get install chromium, or name its file in the variable CHROMIUM.',
	);
}
