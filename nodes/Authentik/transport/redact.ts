import { bareToken } from './bareToken';

const HIDDEN = '[hidden]';

/** Names of parameters and fields whose values are secret, in authentik's and n8n's spelling. */
const SECRET_NAME =
	/token$|password|passphrase|secret|credential|assertion|^key$|(?:private|api)_?key/i;

/** Whether a field of this name holds a secret. */
function isSecretName(name: string): boolean {
	return SECRET_NAME.test(name);
}

/** The secret values in `data`, at any depth: texts in fields with the name of a secret. */
export function secretsIn(data: unknown): string[] {
	if (typeof data !== 'object' || data === null) return [];
	return Object.entries(data).flatMap(([name, value]) =>
		typeof value === 'string' && isSecretName(name) ? [bareToken(value)] : secretsIn(value),
	);
}

/** A copy of `data` without fields that have the name of a secret, at any depth. */
export function withoutSecrets(data: unknown): unknown {
	if (Array.isArray(data)) return data.map(withoutSecrets);
	if (typeof data !== 'object' || data === null) return data;
	const shown = Object.entries(data).filter(([name]) => !isSecretName(name));
	return Object.fromEntries(shown.map(([name, value]) => [name, withoutSecrets(value)]));
}

/** Replaces every secret in `text`. Keeps empty and very short values: redacting them would hide half of it. */
export function redact(text: string, secrets: string[]): string {
	return (
		secrets
			.filter((secret) => secret.length > 3)
			// One may be the beginning of another.
			.sort((a, b) => b.length - a.length)
			.reduce((redacted, secret) => redacted.split(secret).join(HIDDEN), text)
	);
}
