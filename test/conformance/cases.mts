/** Every case of the suite, in the order in which they run. */
import type { Case } from './case.mts';
import { access } from './cases/access.mts';
import { accounts } from './cases/accounts.mts';
import { apiRequests } from './cases/apiRequests.mts';
import { applications } from './cases/applications.mts';
import { attaching } from './cases/attaching.mts';
import { errors } from './cases/errors.mts';
import { events } from './cases/events.mts';
import { fields } from './cases/fields.mts';
import { groups } from './cases/groups.mts';
import { links } from './cases/links.mts';
import { lists } from './cases/lists.mts';
import { mappings } from './cases/mappings.mts';
import { names } from './cases/names.mts';
import { providers } from './cases/providers.mts';
import { refusals } from './cases/refusals.mts';
import { roles } from './cases/roles.mts';
import { syncs } from './cases/syncs.mts';
import { triggerDeliveries } from './cases/trigger-deliveries.mts';
import { triggerFilters } from './cases/trigger-filters.mts';
import { triggerMending } from './cases/trigger-mending.mts';
import { triggerPolling } from './cases/trigger-polling.mts';
import { triggers } from './cases/trigger.mts';
import { users } from './cases/users.mts';

export const cases: Case[] = [
	...providers,
	...fields,
	...lists,
	...attaching,
	...syncs,
	...mappings,
	...names,
	...links,
	...errors,
	...users,
	...accounts,
	...groups,
	...refusals,
	...applications,
	...apiRequests,
	...roles,
	...access,
	...events,
	...triggers,
	...triggerMending,
	...triggerDeliveries,
	...triggerFilters,
	...triggerPolling,
];
