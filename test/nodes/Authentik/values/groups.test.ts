import { tryFieldsOf } from '../../../support/values/trial';

tryFieldsOf('group', 'application');
