import type { IDataObject } from 'n8n-workflow';

import { callApi } from './api';
import { locator, requestsTo, runNode } from './node';
import { sandbox, useSandbox } from './sandbox';

/** The provider that update() changes: anew for each test. */
export let pk: number;

/** A sandbox for the tests of a file, with a provider for each of them. */
export function useProvider(): void {
	useSandbox('2025.12');
	beforeEach(() => {
		pk = Number(sandbox.addProvider({ name: `provider ${Math.random()}` }).pk);
		sandbox.clearLog();
	});
}

/** Updates that provider. */
export async function update(updateFields: IDataObject, more: IDataObject = {}) {
	return await runNode(sandbox, {
		operation: 'update',
		scimProvider: locator(pk),
		updateFields,
		...more,
	});
}

/** Runs an operation on SCIM providers. */
export async function run(operation: string, parameters: IDataObject, items?: IDataObject[]) {
	return await runNode(sandbox, { operation, ...parameters }, { items });
}

/** The method and the path of each request. */
export const calls = () => requestsTo(sandbox).map(({ method, path }) => `${method} ${path}`);

let number = 0;

/** A name that no provider has. */
export const fresh = () => `provider ${number++}`;

/** An application without providers. */
export async function addApplication(slug: string): Promise<void> {
	await callApi(sandbox, 'POST', '/core/applications/', { name: slug, slug });
	sandbox.clearLog();
}
