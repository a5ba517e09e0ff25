/** The simplified output of users, whatever operation lists them. */
export const userColumns = [
	'username',
	'name',
	'email',
	'is_active',
	'pk',
	'type',
	'last_login',
	'path',
	'groups',
	'attributes',
] as const;

/** The simplified output of groups; the members, who may be many, only with the option Include Members. */
export const groupColumns = [
	'name',
	'is_superuser',
	'pk',
	'parent',
	'parent_name',
	'parents',
	'roles',
	'attributes',
] as const;
