import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 bits, in hexadecimal digits. */
export function newSecret(): string {
	return randomBytes(32).toString('hex');
}

/**
 * Whether a delivery contains the right secret, compared in constant time.
 * @param given the header, or any value in its place
 * @param expected the registration's secret; without it, nothing is right
 */
export function matchesSecret(given: unknown, expected: string | undefined): boolean {
	if (typeof given !== 'string' || !expected) return false;
	return timingSafeEqual(digest(given), digest(expected));
}

/** A short hash that distinguishes texts. */
export function shortHash(text: string): string {
	return digest(text).toString('hex').slice(0, 12);
}

// Digests have the same length, which a comparison in constant time requires.
function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
