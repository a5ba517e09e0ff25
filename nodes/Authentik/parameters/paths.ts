import { nodeParameter, pathField, resolvedField } from '../operation/fields';
import { groupResolver, userResolver } from '../operation/resolveLocator';
import { integerKey, uuid } from '../rules/ids';
import { slug } from '../rules/text';
import { invitationLocator, tokenLocator, eventLocator } from './accessLocators';
import {
	anyGroupLocator,
	anyUserLocator,
	applicationLocator,
	scimMappingLocator,
	scimProviderLocator,
} from './locators';

/** The object that an operation works on, in the path of its request. */
export const applicationInPath = pathField(slug, applicationLocator);
export const eventInPath = pathField(uuid, eventLocator);
export const groupInPath = resolvedField('path', 'group', groupResolver, anyGroupLocator);
export const invitationInPath = pathField(uuid, invitationLocator);
export const scimMappingInPath = pathField(uuid, scimMappingLocator);
export const scimProviderInPath = pathField(integerKey, scimProviderLocator);
export const tokenInPath = pathField(slug, tokenLocator);
export const userInPath = resolvedField('path', 'user', userResolver, anyUserLocator);

/** The same where the operation's own code reads them. */
export const applicationOfNode = nodeParameter('application', slug, applicationLocator);
export const groupOfNode = resolvedField('node', 'group', groupResolver, anyGroupLocator);
export const userOfNode = resolvedField('node', 'user', userResolver, anyUserLocator);
