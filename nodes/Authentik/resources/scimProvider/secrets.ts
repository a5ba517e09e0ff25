import type { IDataObject } from 'n8n-workflow';

import type { RowMapper } from '../../operation/postReceive';
import { mapRows } from '../../operation/postReceive';
import { withoutSecrets } from '../../transport/redact';
import { includeSecrets } from './options';

/**
 * A provider for the output: without the token of its target and passwords in its OAuth parameters, unless the option
 * Include Secrets is on.
 */
export const shownProvider: RowMapper = (context) => {
	if (includeSecrets.read(context, false)) return (row) => row;
	return (row) => withoutSecrets(row) as IDataObject;
};

/** Applies shownProvider() to the response. */
export const hideSecrets = mapRows(shownProvider);
