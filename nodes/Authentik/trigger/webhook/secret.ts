import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 bits, in hexadecimal digits. */
export function newSecret(): string {
	return randomBytes(32).toString('hex');
}

/**
 * Whether a delivery brings the right secret, in a time that does not tell how much of it is right.
 * @param given the header, whatever arrived in its place
 * @param expected what the registration holds; without it, nothing is right
 */
export function matchesSecret(given: unknown, expected: string | undefined): boolean {
	if (typeof given !== 'string' || !expected) return false;
	return timingSafeEqual(digest(given), digest(expected));
}

/** A short mark that differs for different texts. */
export function shortHash(text: string): string {
	return digest(text).toString('hex').slice(0, 12);
}

// Digests have one length, which comparing in constant time needs.
function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
