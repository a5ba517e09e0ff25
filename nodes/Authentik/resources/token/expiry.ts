import { mapRows } from '../../operation/postReceive';

/**
 * Clears the date of a token that doesn't expire: authentik returns one for an API token although `expiring` is false.
 * Raw output keeps what authentik sent.
 */
export const clearUnusedExpiry = mapRows((context) => {
	if (context.getNodeParameter('output', 'simple') === 'raw') return (row) => row;
	return (row) => (row.expiring === false ? { ...row, expires: null } : row);
});
