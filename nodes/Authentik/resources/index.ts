import type { Resource } from '../operation/types';
import { apiRequest } from './apiRequest';
import { application } from './application';
import { event } from './event';
import { group } from './group';
import { invitation } from './invitation';
import { provisionedGroup, provisionedUser } from './provisioned';
import { role } from './role';
import { scimMapping } from './scimMapping';
import { scimProvider } from './scimProvider';
import { token } from './token';
import { user } from './user';

/** All resources of the node. */
export const resources: Resource[] = [
	apiRequest,
	application,
	event,
	group,
	invitation,
	provisionedGroup,
	provisionedUser,
	role,
	scimMapping,
	scimProvider,
	token,
	user,
];
