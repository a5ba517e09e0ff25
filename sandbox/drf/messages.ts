/** A message that is translated into the caller's language only when it is sent. */
export interface Message {
	text: string;
	values: Readonly<Record<string, string>>;
}

/** `message('Invalid pk "{pk}"', { pk: '5' })`: a text with placeholders, and their values. */
export function message(text: string, values: Readonly<Record<string, string>> = {}): Message {
	return { text, values };
}

/** Django REST Framework's and Django's own texts; each is used in more than one place. */
export const TEXTS = {
	required: 'This field is required.',
	null: 'This field may not be null.',
	blank: 'This field may not be blank.',
	notText: 'Not a valid string.',
	notBoolean: 'Must be a valid boolean.',
	notInteger: 'A valid integer is required.',
	notChoice: '"{input}" is not a valid choice.',
	notList: 'Expected a list of items but got type "{type}".',
	emptyList: 'This list may not be empty.',
	notEmail: 'Enter a valid email address.',
	notUrl: 'Enter a valid URL.',
	notDictionary: 'Value must be a dictionary, and not have any duplicate keys.',
	notUuid: '“{value}” is not a valid UUID.',
	notDuration: "{value} is not in the correct format of 'hours=3;minutes=1'.",
	notDatetime: 'Datetime has wrong format. Use one of these formats instead: {format}.',
	nullCharacters: 'Null characters are not allowed.',
	tooLarge: 'Ensure this value is less than or equal to {limit}.',
	tooSmall: 'Ensure this value is greater than or equal to {limit}.',
	tooLong: 'Ensure this field has no more than {limit} characters.',
	unknownPk: 'Invalid pk "{pk}" - object does not exist.',
	wrongPkType: 'Incorrect type. Expected pk value, received {type}.',
	mustBeUnique: 'This field must be unique.',
	taken: '{model} with this {field} already exists.',
	notADictionary: 'Invalid data. Expected a dictionary, but got {type}.',
	noData: 'No data provided',
	badFilterChoice: 'Select a valid choice. That choice is not one of the available choices.',
	badFilterChoiceNamed: 'Select a valid choice. {value} is not one of the available choices.',
	mustBeUuid: 'Must be a valid UUID.',
	badUuid: 'Enter a valid UUID.',
	badNumber: 'Enter a number.',
	badMoment: 'Enter a valid date/time.',
	badFilterValue: '“{value}” is not a valid value.',
	slug: 'Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.',
	slugTypographic: 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.',
	anonymous: 'Authentication credentials were not provided.',
	forbidden: 'You do not have permission to perform this action.',
	notFound: 'Not found.',
	noMatch: 'No {model} matches the given query.',
	invalidPage: 'Invalid page.',
	method: 'Method "{method}" not allowed.',
	notAcceptable: 'Could not satisfy the request Accept header.',
	mediaType: 'Unsupported media type "{type}" in request.',
} as const;

/** The German translations of the texts above that the frameworks have. */
const GERMAN: Readonly<Record<string, string>> = {
	[TEXTS.required]: 'Dieses Feld ist erforderlich.',
	[TEXTS.null]: 'Dieses Feld darf nicht null sein.',
	[TEXTS.blank]: 'Dieses Feld darf nicht leer sein.',
	[TEXTS.notText]: 'Kein gültiger String.',
	[TEXTS.notBoolean]: 'Muss ein gültiger Wahrheitswert sein.',
	[TEXTS.notInteger]: 'Eine gültige Ganzzahl ist erforderlich.',
	[TEXTS.notChoice]: '"{input}" ist keine gültige Option.',
	[TEXTS.unknownPk]: 'Ungültiger pk "{pk}" - Object existiert nicht.',
	[TEXTS.anonymous]: 'Anmeldedaten fehlen.',
	[TEXTS.forbidden]: 'Sie sind nicht berechtigt, diese Aktion durchzuführen.',
	[TEXTS.notFound]: 'Nicht gefunden.',
	[TEXTS.invalidPage]: 'Ungültige Seite.',
	[TEXTS.method]: 'Methode "{method}" nicht erlaubt.',
};

/** The message's text in the language of an `Accept-Language` header. */
export function words({ text, values }: Message, language: 'en' | 'de'): string {
	const translated = language === 'de' ? (GERMAN[text] ?? text) : text;
	return translated.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap);
}
