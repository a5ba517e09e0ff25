import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import type { AnyObject } from '../../shared/apiTypes';
import { permissions } from '../../shared/permissions';
import { cachedPerRun } from '../../transport/runCache';
import { allRows } from '../../transport/rows';
import type { Sender } from '../../transport/session';
import { skipIfUnchanged } from './options';
import { shownProvider } from './secrets';

/**
 * With the option Skip If Unchanged, sends only what differs from authentik's values, and nothing if nothing differs;
 * no save means no sync. All items of a run share one read of the list. Only the first item for a provider is compared:
 * later ones would be compared with values that the first is about to change.
 */
export const skipUnchanged: Step = async function (requestOptions) {
	if (!skipIfUnchanged.read(this, false)) return undefined;
	const providers = await readProviders(this);
	const current = providers.get(requestOptions.url);
	if (!current) return undefined;
	providers.delete(requestOptions.url);

	const wanted = requestOptions.body as IDataObject;
	const differing = Object.entries(wanted).filter(([name, value]) => !same(value, current[name]));
	requestOptions.body = Object.fromEntries(differing);
	return differing.length ? undefined : { ...shownProvider(this)(current), unchanged: true };
};

/** The providers by the path of their update, as they were when the run's first item read them. */
async function readProviders(sender: Sender): Promise<Map<string, AnyObject>> {
	return await cachedPerRun(sender, 'providers before the update', async () => {
		const rows = await allRows<AnyObject>(
			sender,
			{ url: '/providers/scim/' },
			{ permissions: permissions.scimProvider.getAll },
		);
		return new Map(rows.map((row) => [`/providers/scim/${row.pk}/`, row]));
	});
}

/** Whether a value equals authentik's. Lists of IDs are sets; authentik trims texts. */
function same(wanted: unknown, current: unknown): boolean {
	return JSON.stringify(comparable(wanted)) === JSON.stringify(comparable(current));
}

function comparable(value: unknown): unknown {
	if (typeof value === 'string') return value.trim();
	if (Array.isArray(value)) return [...new Set(value.map(comparable))].sort();
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return entries.map(([key, inner]) => [key, comparable(inner)]);
	}
	return value;
}
