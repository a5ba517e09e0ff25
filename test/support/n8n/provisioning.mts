import type { ScimTargetRequest } from '../../../sandbox/scim-target/target.ts';

/** Prints what reached the SCIM target: the request, whom it is about, and the answer's status. */
export function showProvisioning({ method, path, body, status }: ScimTargetRequest): void {
	const { userName, displayName } = (body ?? {}) as { userName?: string; displayName?: string };
	const whom = userName ?? displayName;
	console.log(`SCIM target: ${method} ${path}${whom ? ` (${whom})` : ''} answered ${status}`);
}
