import { tryFieldsOf } from '../../../support/values/trial';

tryFieldsOf('event', 'invitation', 'provisionedGroup', 'provisionedUser', 'scimMapping', 'token');
