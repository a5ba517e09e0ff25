import { refuseOutside } from '../../operation/release';
import { ROLES_OF_USERS } from '../../shared/releases';

/** Refuses operations that only exist in releases that assign roles to users. */
export const refuseRolesOfGroups = refuseOutside(
	ROLES_OF_USERS,
	(needed) => `Assigning a role to a user needs ${needed}`,
	(release) =>
		`Nothing was changed in authentik. The server runs authentik ${release}, where users get roles through groups. Add the role to a group of the user: resource Group, operation Update, field Role Names or IDs.`,
);
