import { tryFieldsOf } from '../../../support/values/trial';

tryFieldsOf('scimProvider');
