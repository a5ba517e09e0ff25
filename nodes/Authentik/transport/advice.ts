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
];

/** Advice on authentik's refusal `text`, when there is any. */
export function adviceOn(text: string): string | undefined {
	return ADVICE.find(([words]) => words.test(text))?.[1];
}
