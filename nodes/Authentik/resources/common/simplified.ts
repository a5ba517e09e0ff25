/** The simplified output of users, whatever operation lists them. */
export const simplifiedUser = [
	'pk',
	'username',
	'name',
	'email',
	'is_active',
	'type',
	'path',
	'groups',
	'last_login',
	'attributes',
] as const;

/** The simplified output of groups; without the members, who may be many. */
export const simplifiedGroup = [
	'pk',
	'name',
	'is_superuser',
	'parent',
	'parent_name',
	'parents',
	'roles',
	'attributes',
] as const;
