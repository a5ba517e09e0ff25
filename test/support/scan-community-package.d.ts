/** The scanner has no types of its own. */
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	export const SOURCE_FILE_PATTERNS: readonly string[];

	/** Lints a package as n8n does before it verifies it. */
	export function analyzePackage(
		folder: string,
		patterns?: readonly string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
