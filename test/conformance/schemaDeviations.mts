/** Where authentik's own OpenAPI file differs from authentik. */

interface Deviation {
	/** The text of a violation. */
	what: RegExp;
	/** The files that it applies to; all by default. */
	file?: RegExp;
	/** Why it is not a violation. */
	why: string;
}

const DEVIATIONS: Deviation[] = [
	{
		what: /: answer 404: (?:not in the schema|has a body)$/,
		why: 'every page of one object answers 404 with a detail, which the files hardly ever say',
	},
	{
		what: /^DELETE \/events\/rules\/\{pbm_uuid\}\/: answer 405: not in the schema$/,
		why: 'measured: authentik may crash while it tries deliveries of the rule again',
	},
	{
		what: /^POST \/rbac\/permissions\/assigned_by_roles\/\{uuid\}\/assign\/: answer 405: not in the schema$/,
		why: 'measured: authentik crashes on a permission that it does not have',
	},
	{
		what: /^GET \/(?:core\/groups\/\{group_uuid\}|rbac\/roles\/\{uuid\})\/: query page_size: unknown$/,
		why: 'API Request does not know which answers are lists, and authentik ignores it elsewhere',
	},
	{
		what: /^GET \/core\/no-such-thing\/: no such operation$/,
		why: 'a case asks for it',
	},
	{
		what: /^POST \/tasks\/schedules\/\{id\}\/send\/: answer 200: not in the schema$/,
		why: 'measured: 200 with {}, where the file says 204',
	},
	{
		what: /required property 'assigned_backchannel_application_(?:name|slug)'$/,
		file: /^2025\.[46]\b/,
		why: 'measured: the keys are missing while no application holds the provider',
	},
	{
		what: /\/core\/applications\/.*\.provider_obj must be object$/,
		why: 'measured: null when the application has no provider',
	},
	{
		what: /\/core\/applications\/.*\.meta_launch_url must match format "uri"$/,
		why: 'measured: empty when it has no address',
	},
	{
		what: /(?:\.(?:backchannel_providers_obj\[\]|provider_obj)|^GET \/providers\/all\/(?:\{id\}\/)?: answer 200(?:\.results\[\])?)\.(?:authorization_flow|invalidation_flow|assigned_application_(?:slug|name)) must be string$/,
		why: 'measured: null for SCIM providers',
	},
	{
		what: /\/policies\/bindings\/.*\.policy_obj must NOT have additional properties \w+$/,
		why: 'recorded: a policy has the fields of its kind, where the files only have those of all kinds',
	},
	{
		what: /\/policies\/bindings\/.*\.(?:policy|group|user)_obj must be object$/,
		file: /^(?:2025|2026\.2)\b/,
		why: 'recorded: null where something else is bound; the files say so from 2026.5 on',
	},
	{
		what: /email must match format "email"$/,
		why: 'recorded: empty for users without an address, which authentik lets be empty',
	},
	{
		what: /^POST \/core\/users\/\{id\}\/recovery\/: answer 400\.non_field_errors must be array$/,
		why: 'recorded: a plain text, where the file says a list',
	},
	{
		what: /\/core\/authenticated_sessions\/.*\.user_agent\..* must be string$/,
		why: 'not measured: what the user agent does not tell is null in the parser that authentik uses',
	},
	{
		what: /^GET \/core\/users\/me\/: .*additional properties (?:users|is_current)$/,
		file: /^2026\.5/,
		why: 'the official client of 2026.8 has them; that release has no file of its own here',
	},
	{
		what: /\/policies\/bindings\/.*additional properties (?:expires|expiring)$/,
		file: /^2026\.5/,
		why: 'the official client of 2026.8 has them; that release has no file of its own here',
	},
	{
		what: /^GET \/tasks\/tasks\/: no such operation$/,
		file: /^2025\.[46]\b/,
		why: 'the node asks nevertheless, and takes the 404 for a release without tasks',
	},
	{
		what: /^GET \/events\/events\/: query actions: unknown$/,
		file: /^2025\.[46]\b/,
		why: 'measured: these releases ignore it, so that the trigger that polls need not ask for the release',
	},
];

/**
 * Whether a violation, as text, is known.
 * @param version of the file that it was checked against
 */
export function isKnownDeviation(violation: string, version: string): boolean {
	return DEVIATIONS.some(({ what, file }) => what.test(violation) && (file?.test(version) ?? true));
}
