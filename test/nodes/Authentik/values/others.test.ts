import { tryFieldsOf } from '../../../support/values/trial';

tryFieldsOf(
	'apiRequest',
	'event',
	'invitation',
	'provisionedGroup',
	'provisionedUser',
	'role',
	'scimMapping',
	'token',
);
