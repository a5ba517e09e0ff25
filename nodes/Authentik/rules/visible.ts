/**
 * Invisible characters: control characters, those that Unicode calls ignorable, and spaces that look like the plain
 * one.
 */
const UNSEEN =
	'\\p{Cc}\\p{Default_Ignorable_Code_Point}\\p{Zl}\\p{Zp}\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u2800';

/** Joiners and variation selectors, which change the look of letters in other scripts and of emojis. */
const MEANT = '(?<=(?![\\0-\\u052f])[\\p{L}\\p{M}\\p{S}])(?:\\u200c|\\u200d|\\ufe0e|\\ufe0f)';

const BLANK = new RegExp(`^[\\s${UNSEEN}]*$`, 'u');
const FIRST = new RegExp(`^[${UNSEEN}]+`, 'u');
const LAST = new RegExp(`(?!${MEANT})[${UNSEEN}]$`, 'u');
const EACH_UNSEEN = new RegExp(`${MEANT}|([${UNSEEN}])`, 'gu');

/** Half of a surrogate pair, such as of an emoji that was cut: such a text can't be stored. */
const BROKEN = /\p{Surrogate}/u;

/** Whether a text shows nothing: it is empty, or contains only whitespace and invisible characters. */
export function isBlank(text: string): boolean {
	return BLANK.test(text);
}

/** A text without whitespace and invisible characters at its ends. */
export function withoutEdges(text: string): string {
	const trimmed = text.trim().replace(FIRST, '').replace(LAST, '');
	return trimmed === text ? text : withoutEdges(trimmed);
}

/** The code of the first invisible character in a text, such as `U+200B`; undefined if there is none. */
export function unseenIn(text: string): string | undefined {
	for (const [, unseen] of text.matchAll(EACH_UNSEEN)) {
		if (unseen !== undefined) return codeOf(unseen);
	}
	return undefined;
}

/** The code of the first character in a text that no database accepts; undefined if there is none. */
export function unstorableIn(text: string): string | undefined {
	const [character] = /\0/.exec(text) ?? BROKEN.exec(text) ?? [];
	return character === undefined ? undefined : codeOf(character);
}

/** A text for a message: short, with codes in place of invisible characters. */
export function spelledOut(text: string): string {
	const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
	return short.replace(EACH_UNSEEN, (all, unseen?: string) =>
		unseen === undefined ? all : `<${codeOf(unseen)}>`,
	);
}

/**
 * The possible stored spellings of a name by which objects are found: authentik compares bytes, so an é of one
 * character differs from an e with a combining accent. The first spelling is the one that this node writes.
 */
export function spellingsOf(name: string): string[] {
	return [...new Set([name.normalize('NFC'), name.normalize('NFD')])];
}

function codeOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
