import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { isAdded } from '../../operation/fields';
import type { Execute, Step } from '../../operation/types';
import { text } from '../../rules/text';
import type { User } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { partialFailure } from '../../transport/partialFailure';
import { request } from '../../transport/request';
import { initialPassword } from './fields';

/** authentik requires a name for every new user, even if it is empty. */
export const presetName: Step = function (requestOptions) {
	requestOptions.body = { name: '', ...(requestOptions.body as IDataObject) };
};

/** Creates a user, and sets the password if one is given. */
export const createUser: Execute = async (context, requestData, send) => {
	const password = givenPassword(context);
	if (password === undefined) return await send(requestData);
	const [{ json: user }] = await send<User>(requestData, { permissions: [rights.user.add] });
	try {
		await request(
			context,
			{ url: `/core/users/${user.pk}/set_password/`, method: 'POST', body: { password } },
			{ permissions: [rights.user.view, rights.user.resetPassword] },
		);
	} catch (error) {
		throw partialFailure(
			context,
			error as Error,
			`The user '${user.username}' was created, but without the password`,
			`The user exists in authentik with ID ${user.pk}. Set the password with Set Password, or delete the user and run again.`,
		);
	}
	return [{ json: { ...user, password_set: true } }];
};

function givenPassword(context: IExecuteSingleFunctions): string | undefined {
	const path = initialPassword.target.property;
	if (!isAdded(context, path)) return undefined;
	return text(context.getNodeParameter(path), initialPassword.displayName);
}
