/** The simplified output of users, for every operation that lists them. */
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

/** The simplified output of groups. Members, which may be many, are included only with the option Include Members. */
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
