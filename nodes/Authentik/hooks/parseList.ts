import type { Parse } from './parse';
import { textList } from './parse';
import { Refusal } from './refusal';

/** E-mail addresses: a list, or a text with commas between. At least one. */
export const emailList: Parse = (value, label) => {
	const given = (textList(value, label) as string[]).map((entry) => entry.trim());
	const wrong = given.find((entry) => !/^[^\s@]+@[^\s@]+$/.test(entry));
	if (wrong === undefined) return given;
	throw new Refusal(`'${label}' must be e-mail addresses, which "${wrong}" is not`);
};
