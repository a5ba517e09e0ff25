import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { replaceWith } from '../../operation/postReceive';
import type { Operation } from '../../operation/types';
import { groupInPath, userInBody } from '../../parameters/paths';
import type { AnyObject } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { request } from '../../transport/request';

/**
 * How an operation adds one user to a group, or removes one: both parameters are locators, and other members stay as
 * they are. Repeating it is not an error.
 * @param first which of the two comes first
 */
export function membership(
	change: 'add' | 'remove',
	first: 'group' | 'user',
): Pick<Operation, 'request' | 'parameters' | 'postReceive' | 'about'> {
	return {
		request: { method: 'POST', url: `/core/groups/{group}/${change}_user/` },
		parameters: first === 'group' ? [groupInPath, userInBody] : [userInBody, groupInPath],
		postReceive: [replaceWith(change === 'add' ? { added: true } : { removed: true })],
		about: { group: groupInPath, user: userInBody },
	};
}

/**
 * Adds a user to a group, or removes one, as one of a series of requests: authentik changes each membership on its own.
 */
export async function changeMembership(
	context: IExecuteSingleFunctions,
	change: 'add' | 'remove',
	{ group, user }: Record<'group' | 'user', AnyObject['pk']>,
): Promise<void> {
	const url = `/core/groups/${encodeURIComponent(group)}/${change}_user/`;
	const right = change === 'add' ? rights.group.addMember : rights.group.removeMember;
	const subject = { permissions: [rights.group.view, right] };
	await request(context, { url, method: 'POST', body: { pk: user } }, subject);
}
