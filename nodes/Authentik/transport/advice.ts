/** What to do about refusals whose text alone does not tell where the remedy is, by authentik's words. */
const ADVICE: ReadonlyArray<[words: RegExp, advice: string]> = [
	[
		/^No recovery flow set/,
		'Choose a recovery flow for the brand of this address, under System > Brands in authentik.',
	],
	[
		/^Recovery flow not applicable/,
		"A policy of the brand's recovery flow refuses this user. Look at the bindings of that flow in authentik.",
	],
	[
		/^User does not have an email address/,
		'Give the user an e-mail address with the operation Update, or use Create Recovery Link.',
	],
	[
		/^Email stage (does not exist|not found)/i,
		'Pick a stage of type Email, and let the token view it (authentik_stages_email.view_emailstage).',
	],
	[
		/^User does not have permission to set superuser status/,
		"Give the token's user authentik_core.enable_group_superuser, or disable_group_superuser, or leave Superuser out.",
	],
	[
		/^User not found/,
		"There is no user of this ID, or the token's user lacks authentik_core.view_user_applications for it.",
	],
];

/** Advice on authentik's refusal `text`, when there is any. */
export function adviceOn(text: string): string | undefined {
	return ADVICE.find(([words]) => words.test(text))?.[1];
}
