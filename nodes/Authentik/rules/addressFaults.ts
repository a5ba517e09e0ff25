import { NOTHING_SENT, Refusal } from './refusal';
import { shown } from './rule';

/** What makes a URL, or a part of one, useless or dangerous. */
export interface AddressFault {
	isIn: (address: string) => boolean;
	/** The rest of the error, after the label. */
	message: string;
	advice: string;
}

/**
 * Refuses a URL with the first of these faults that it has. The error shows nothing that may be secret: neither a query
 * nor the part before an @.
 */
export function refuseFaults(
	address: string,
	label: string,
	faults: readonly AddressFault[],
): void {
	const fault = faults.find(({ isIn }) => isIn(address));
	if (!fault) return;
	const safe = shown(address.replace(/^.*@|[?#].*$/gs, '…'));
	throw new Refusal(`'${label}' ${fault.message}: ${safe}`, `${NOTHING_SENT} ${fault.advice}`);
}
