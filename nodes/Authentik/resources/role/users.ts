import type { Step } from '../../operation/types';
import { Refusal } from '../../rules/refusal';
import { inSpan, ROLES_OF_USERS, spanText } from '../../shared/releases';
import { releaseOf } from '../../transport/release';

/** Refuses what only releases have that assign roles to users. */
export const refuseRolesOfGroups: Step = async function () {
	const release = await releaseOf(this);
	if (!release || inSpan(release, ROLES_OF_USERS)) return;
	throw new Refusal(
		`Assigning a role to a user needs ${spanText(ROLES_OF_USERS)}`,
		`Nothing was changed in authentik. The server runs authentik ${release}, where users get roles through groups. Add the role to a group of the user: resource Group, operation Update, field Role Names or IDs.`,
	);
};
