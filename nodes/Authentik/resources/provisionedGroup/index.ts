import { uuid } from '../../rules/ids';
import { groupLocator, provisionedGroupLocator } from '../../parameters/locators';
import { provisioned } from '../common/links';

/** The parameters of the resource Provisioned Group. */
export const provisionedGroup = provisioned({
	resource: 'provisionedGroup',
	title: 'Provisioned Group',
	noun: 'group',
	path: '/providers/scim_groups/',
	locator: provisionedGroupLocator,
	object: groupLocator,
	objectId: uuid,
	objectFilter: 'group__group_uuid',
	simplified: ['group_obj.name', 'scim_id', 'provider', 'group', 'id'],
});
