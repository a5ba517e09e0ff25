import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { Refusal } from '../../rules/refusal';
import type { CurrentUser } from '../../shared/apiTypes';
import { rights } from '../../shared/permissions';
import { inSpan, OTHERS_TOKENS_VISIBLE } from '../../shared/releases';
import { releaseOf } from '../../transport/release';

/**
 * Refuses to delete tokens that the credential's user can't see: authentik would list none, and the item would say that
 * none are left.
 */
export async function refuseHiddenTokens(
	context: IExecuteSingleFunctions,
	self: CurrentUser,
): Promise<void> {
	if (self.is_superuser) return;
	const release = await releaseOf(context);
	if (release && inSpan(release, OTHERS_TOKENS_VISIBLE)) return;
	throw new Refusal(
		"The step Delete Tokens needs a superuser's credential",
		"Nothing was changed in authentik. Use a superuser's credential, or remove the step. Other users can view only their own tokens. In authentik 2026.2 and later, the permission authentik_core.view_token is enough.",
	);
}

/** Warns if "none" may mean "none that this credential may see". */
export function warnings(
	{ is_superuser }: CurrentUser,
	{
		steps,
		sessions,
		tokens,
		devices,
	}: Record<'sessions' | 'tokens' | 'devices', unknown[]> & { steps: Set<string> },
): IDataObject {
	if (is_superuser) return {};
	const doubtful = [
		...(steps.has('endSessions') && sessions.length === 0
			? ['sessions (authentik_core.view_authenticatedsession)']
			: []),
		...(steps.has('deleteTokens') && tokens.length === 0
			? ['tokens (authentik_core.view_token)']
			: []),
		...(steps.has('removeDevices') && devices.length === 0
			? [`devices (${rights.device.view.join(', ')})`]
			: []),
	];
	if (doubtful.length === 0) return {};
	return {
		warning: `None found, possibly because the credential lacks global permission to view those of other users: ${doubtful.join(', ')}`,
	};
}
