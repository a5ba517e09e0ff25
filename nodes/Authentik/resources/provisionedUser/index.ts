import { integerKey } from '../../rules/ids';
import { provisionedUserLocator, userLocator } from '../../parameters/locators';
import { provisioned } from '../common/links';

/** The parameters of the resource Provisioned User. */
export const provisionedUser = provisioned({
	resource: 'provisionedUser',
	title: 'Provisioned User',
	noun: 'user',
	path: '/providers/scim_users/',
	locator: provisionedUserLocator,
	object: userLocator,
	objectId: integerKey,
	objectFilter: 'user__id',
	simplified: ['user_obj.username', 'user_obj.name', 'scim_id', 'provider', 'user', 'id'],
});
