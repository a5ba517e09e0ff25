const BROWSERS = [
	['Edge', /Edg\/(\d+)\.(\d+)(?:\.(\d+))?/],
	['Firefox', /Firefox\/(\d+)\.(\d+)(?:\.(\d+))?/],
	['Chrome', /Chrome\/(\d+)\.(\d+)(?:\.(\d+))?/],
	['Safari', /Version\/(\d+)\.(\d+)(?:\.(\d+))?.* Safari/],
] as const;

const SYSTEMS = [
	['Windows', /Windows NT (\d+)(?:\.(\d+))?/],
	['iOS', /iPhone OS (\d+)_(\d+)(?:_(\d+))?/],
	['Mac OS X', /Mac OS X (\d+)[._](\d+)(?:[._](\d+))?/],
	['Android', /Android (\d+)(?:\.(\d+))?(?:\.(\d+))?/],
	['Linux', /Linux/],
] as const;

/** The contents of a `User-Agent` header, for common browsers. */
export function userAgentOf(text: string): Record<string, unknown> {
	const [os, ...osVersion] = found(SYSTEMS, text);
	const [browser, ...version] = found(BROWSERS, text);
	const parts = ([major = null, minor = null, patch = null]: Array<string | null>) => ({
		major,
		minor,
		patch,
	});
	const isMac = os === 'Mac OS X';
	return {
		user_agent: { family: browser, ...parts(version) },
		os: { family: os, ...parts(osVersion), patch_minor: null },
		device: {
			family: isMac ? 'Mac' : 'Other',
			brand: isMac ? 'Apple' : null,
			model: isMac ? 'Mac' : null,
		},
		string: text,
	};
}

function found(
	known: ReadonlyArray<readonly [string, RegExp]>,
	text: string,
): [string, ...Array<string | null>] {
	for (const [family, pattern] of known) {
		const match = pattern.exec(text);
		if (match) return [family, ...match.slice(1).map((part) => part ?? null)];
	}
	return ['Other'];
}
