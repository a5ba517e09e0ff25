import { NOTHING_SENT, Refusal } from './refusal';
import { shown } from './rule';

/** What makes an address, or a part of one, useless or dangerous. */
export interface AddressFault {
	isIn: (address: string) => boolean;
	/** How the error goes on after the label. */
	message: string;
	advice: string;
}

/**
 * Refuses an address with the first of these faults that is in it. The error shows nothing that may be a secret:
 * neither a query nor what stands before an @.
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
