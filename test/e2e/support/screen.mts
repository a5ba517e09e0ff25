import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import type { Editor, Locator, Page } from '../../support/n8n/editor.mts';
import { openEditor } from '../../support/n8n/editor.mts';
import { root } from '../../support/n8n/install.mts';
import type { Instance } from '../../support/n8n/instance.mts';

/** Where screenshots are kept as evidence. */
const folder = path.join(root, '.e2e', 'screenshots');

/** n8n's editor in a browser, and its actions with a node of this package. */
export class Screen {
	#editor?: Editor;
	#url = '';

	/** @param n8n must be running */
	async open(n8n: Instance): Promise<void> {
		await mkdir(folder, { recursive: true });
		this.#url = n8n.url;
		const { cookie } = await n8n.signIn();
		this.#editor = await openEditor(n8n.url, cookie);
	}

	async close(): Promise<void> {
		await this.#editor?.close();
	}

	get page(): Page {
		if (!this.#editor) throw new Error('The editor is not open');
		return this.#editor.page;
	}

	byId(testId: string): Locator {
		return this.page.getByTestId(testId);
	}

	parameter(name: string): Locator {
		return this.byId(`parameter-input-${name}`);
	}

	async screenshot(name: string): Promise<void> {
		await this.page.screenshot({
			path: path.join(folder, `${name}.png`),
			animations: 'disabled',
		});
	}

	/** A test that saves a screenshot when it fails. */
	scene(name: string, play: () => Promise<void>): void {
		void test(name, async () => {
			try {
				await play();
			} catch (error) {
				await this.screenshot('failed');
				throw error;
			}
		});
	}

	/** Opens a new workflow, and the panel of nodes. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/new`);
		await this.byId('node-creator-plus-button').first().click();
	}

	/** Waits until n8n takes its notification away. It does so after some seconds, so a click to close it can come too late. */
	async notificationGone(): Promise<void> {
		await this.page.locator('.el-notification').first().waitFor({ state: 'detached' });
	}

	/** Opens a node of a workflow. */
	async openNode(workflow: string, node: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/${workflow}/${node}`);
		await this.byId('node-execute-button').first().waitFor();
	}

	/** The labels of parameters that the panel cuts off. */
	async cutLabels(): Promise<string[]> {
		return await this.page.locator('label *').evaluateAll((elements) =>
			elements
				.filter(({ children, clientWidth }) => children.length === 0 && clientWidth > 0)
				.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
				.map(({ textContent }) => textContent ?? ''),
		);
	}

	/** Searches for a node in the panel. */
	async findNode(text: string): Promise<Locator> {
		await this.byId('node-creator-search-bar').fill(text);
		const node = this.byId('item-iterator-item').filter({ hasText: 'authentik' });
		await node.first().waitFor();
		return node.first();
	}

	/** Shows the actions, which the panel folds away below the triggers while a workflow is empty. */
	async unfoldActions(): Promise<void> {
		await this.page.getByText(/^Actions \(\d+\)$/).click();
	}

	/** Picks an action of the node, or of the trigger, in the panel. */
	async pickAction(text: string): Promise<void> {
		await this.byId('item-iterator-item').getByText(text, { exact: true }).click();
	}

	/** Adds a parameter of a collection. */
	async addField(label: string): Promise<void> {
		await this.byId('collection-parameter-add').first().click();
		await this.byId('collection-parameter-option').getByText(label, { exact: true }).click();
	}

	/** Selects a choice of a parameter that accepts several. */
	async choose(name: string, label: string): Promise<void> {
		const choices = this.page.locator('.el-select-dropdown__item:visible');
		const choice = choices.filter({ hasText: label }).first();
		// n8n closes the list again when its entries have been loaded.
		for (let tries = 0; tries < 5 && !(await choice.isVisible()); tries += 1) {
			await this.parameter(name).locator('.el-select').click();
			await choice.waitFor({ timeout: 2000 }).catch(() => undefined);
		}
		await choice.click();
		await this.page.keyboard.press('Escape');
	}
}
