const HIDDEN = '[hidden]';

/** Names of parameters and fields whose values are secrets, in authentik's and in n8n's spelling. */
const SECRET_NAME = /token$|password|secret|assertion|^key$|private_?key/i;

/** Whether a field of this name holds a secret. */
export function isSecretName(name: string): boolean {
	return SECRET_NAME.test(name);
}

/** The secret values in `data`, at any depth: texts under a name that tells a secret. */
export function secretsIn(data: unknown): string[] {
	if (typeof data !== 'object' || data === null) return [];
	return Object.entries(data).flatMap(([name, value]) =>
		typeof value === 'string' && isSecretName(name) ? [value] : secretsIn(value),
	);
}

/** Replaces every secret that stands in `text`. Empty and very short values are left: they would hide half of it. */
export function redact(text: string, secrets: string[]): string {
	return secrets
		.filter((secret) => secret.length > 3)
		.reduce((redacted, secret) => redacted.split(secret).join(HIDDEN), text);
}
