/** Every case of the suite, in the order in which they run. */
import { access } from './cases/access.mjs';
import { accounts } from './cases/accounts.mjs';
import { applications } from './cases/applications.mjs';
import { attaching } from './cases/attaching.mjs';
import { errors } from './cases/errors.mjs';
import { events } from './cases/events.mjs';
import { fields } from './cases/fields.mjs';
import { groups } from './cases/groups.mjs';
import { links } from './cases/links.mjs';
import { lists } from './cases/lists.mjs';
import { mappings } from './cases/mappings.mjs';
import { providers } from './cases/providers.mjs';
import { refusals } from './cases/refusals.mjs';
import { syncs } from './cases/syncs.mjs';
import { triggerDeliveries } from './cases/trigger-deliveries.mjs';
import { triggerFilters } from './cases/trigger-filters.mjs';
import { triggerMending } from './cases/trigger-mending.mjs';
import { triggers } from './cases/trigger.mjs';
import { users } from './cases/users.mjs';

/**
 * A case: a name, the releases that have what it is about (all, unless `from` or `until` say otherwise), whether
 * authentik has to call a webhook here for it (`needsWebhook`), and what is done, which throws when something is
 * not as it should be.
 */
export const cases = [
	...providers,
	...fields,
	...lists,
	...attaching,
	...syncs,
	...mappings,
	...links,
	...errors,
	...users,
	...accounts,
	...groups,
	...refusals,
	...applications,
	...access,
	...events,
	...triggers,
	...triggerMending,
	...triggerDeliveries,
	...triggerFilters,
];
