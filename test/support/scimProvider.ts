import type { IDataObject } from 'n8n-workflow';

import type { Release } from '../../nodes/Authentik/shared/releases';
import { callApi } from './api';
import { locator, requestsTo, runNode } from './node';
import { useSandbox } from './sandbox';

/** A sandbox for the tests of a file, and helpers for its SCIM providers. */
export function useProviders(release: Release) {
	const sandbox = useSandbox(release);

	/** Runs an operation on SCIM providers. */
	const run = async (operation: string, parameters: IDataObject, items?: IDataObject[]) =>
		await runNode(sandbox(), { operation, ...parameters }, { items });

	/** The method and the path of each request. */
	const calls = () => requestsTo(sandbox()).map(({ method, path }) => `${method} ${path}`);

	/** Adds an application without providers. */
	async function addApplication(slug: string): Promise<void> {
		await callApi(sandbox(), 'POST', '/core/applications/', { name: slug, slug });
		sandbox().clearLog();
	}

	return { sandbox, run, calls, addApplication };
}

/** A sandbox for the tests of a file, with a new provider for each of them. */
export function useProvider() {
	const sandbox = useSandbox('2025.12');
	let pk: number;
	beforeEach(() => {
		pk = Number(sandbox().addProvider({ name: `provider ${Math.random()}` }).pk);
		sandbox().clearLog();
	});

	/** Updates the provider. */
	const update = async (updateFields: IDataObject, more: IDataObject = {}) =>
		await runNode(sandbox(), {
			operation: 'update',
			scimProvider: locator(pk),
			updateFields,
			...more,
		});

	return { sandbox, pk: () => pk, update };
}

let number = 0;

/** A unique provider name. */
export const fresh = () => `provider ${number++}`;
