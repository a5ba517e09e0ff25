/** Where authentik's own OpenAPI file does not tell what authentik does. */

/** What a violation looks like, the files that it concerns (all, unless told), and why it is none. */
const KNOWN = [
	{
		what: /: answer 404: (?:not in the schema|has a body)$/,
		why: 'every page of one object answers 404 with a detail, which the files hardly ever say',
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
		what: /\.backchannel_providers_obj\[\]\.(?:authorization_flow|invalidation_flow|assigned_application_(?:slug|name)) must be string$/,
		why: 'measured: null for SCIM providers',
	},
	{
		what: /^GET \/tasks\/tasks\/: no such operation$/,
		file: /^2025\.[46]\b/,
		why: 'the node asks nevertheless, and takes the 404 for a release without tasks',
	},
];

/**
 * Whether a violation, as text, is known.
 * @param version of the file that it was held to
 */
export function isKnown(violation, version) {
	return KNOWN.some(({ what, file }) => what.test(violation) && (file?.test(version) ?? true));
}
