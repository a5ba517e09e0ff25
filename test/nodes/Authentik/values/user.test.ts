import { tryFieldsOf } from '../../../support/values/trial';

tryFieldsOf('user');
