/** What to do about refusals whose text alone does not name the remedy, by authentik's words. */
const ADVICE: ReadonlyArray<[words: RegExp, advice: string]> = [
	[
		/^No recovery flow set/,
		'Choose a recovery flow for the brand of this domain under System > Brands in authentik.',
	],
	[
		/^Recovery flow not applicable/,
		"Check the bindings of the brand's recovery flow in authentik. One of its policies does not allow this user.",
	],
	[
		/^User does not have an email address/,
		'Add an email address to the user with the operation Update, or use Create Recovery Link.',
	],
	[
		/^Email stage (does not exist|not found)/i,
		"Choose a stage of type Email, and make sure that the token's user can view it (authentik_stages_email.view_emailstage).",
	],
	[
		/^User does not have permission to set superuser status/,
		"Give the token's user the permission authentik_core.enable_group_superuser or authentik_core.disable_group_superuser, or remove the field Superuser.",
	],
	[
		/^User not found/,
		"Check the user's ID, and that the token's user has the permission authentik_core.view_user_applications for that user.",
	],
];

/** Advice on authentik's refusal `text`, if there is any. */
export function adviceOn(text: string): string | undefined {
	return ADVICE.find(([words]) => words.test(text))?.[1];
}
