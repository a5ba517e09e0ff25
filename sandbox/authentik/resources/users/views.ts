import { foundRows } from '../../../drf/find';
import type { View } from '../../../drf/view';
import { users } from './users';

/** Nobody is impersonated in the sandbox, so there is nothing to end. */
export const impersonateEnd: View = {
	path: '/core/users/impersonate_end/',
	title: 'Impersonate end',
	description: 'End Impersonation a user',
	handlers: { GET: () => ({ status: 204 }) },
};

/** The paths of users. */
export const userPaths: View = {
	path: '/core/users/paths/',
	title: 'Paths',
	description: 'Get all user paths',
	handlers: {
		GET(call) {
			const paths = foundRows(users, call).map(({ path }) => path);
			return { status: 200, body: { paths: [...new Set(paths)].sort() } };
		},
	},
};
