import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { bodyField, nodeParameter, pathField } from '../operation/fields';
import { idOf } from '../operation/resolveLocator';
import { integerKey, uuid } from '../rules/ids';
import { slug } from '../rules/text';
import {
	applicationLocator,
	eventLocator,
	groupLocator,
	invitationLocator,
	roleLocator,
	scimMappingLocator,
	scimProviderLocator,
	tokenLocator,
	userLocator,
} from './locators';

export const requiredGroupLocator = { ...groupLocator, required: true };
export const requiredUserLocator = { ...userLocator, required: true };

/** The object that an operation works on, in the path of its request. */
export const applicationInPath = pathField(slug, applicationLocator);
export const eventInPath = pathField(uuid, eventLocator);
export const groupInPath = pathField(uuid, requiredGroupLocator);
export const invitationInPath = pathField(uuid, invitationLocator);
export const roleInPath = pathField(uuid, roleLocator);
export const scimMappingInPath = pathField(uuid, scimMappingLocator);
export const scimProviderInPath = pathField(integerKey, scimProviderLocator);
export const tokenInPath = pathField(slug, tokenLocator);
export const userInPath = pathField(integerKey, requiredUserLocator);

/** The user that an operation adds to another object, or removes from it. */
export const userInBody = bodyField('pk', integerKey, requiredUserLocator);

/** The same, if the operation's own code reads them. */
export const applicationOfNode = nodeParameter('application', slug, applicationLocator);
export const groupOfNode = nodeParameter('group', uuid, requiredGroupLocator);
export const userOfNode = nodeParameter('user', integerKey, requiredUserLocator);

/** The slug of the application that an operation works on, in any mode. @throws Refusal see idOf() */
export async function resolveApplication(context: IExecuteSingleFunctions): Promise<string> {
	return await idOf(context, applicationLocator, slug);
}

/** The UUID of the group that an operation works on; see resolveApplication(). */
export async function resolveGroup(context: IExecuteSingleFunctions): Promise<string> {
	return await idOf(context, groupLocator, uuid);
}

/** The ID of the SCIM provider that an operation works on; see resolveApplication(). */
export async function resolveScimProvider(context: IExecuteSingleFunctions): Promise<number> {
	return await idOf(context, scimProviderLocator, integerKey);
}

/** The ID of the user that an operation works on; see resolveApplication(). */
export async function resolveUser(context: IExecuteSingleFunctions): Promise<number> {
	return await idOf(context, userLocator, integerKey);
}
