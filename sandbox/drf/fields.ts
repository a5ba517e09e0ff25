import { has } from '../core/call';
import { pythonText } from '../python/names';
import { FieldError, invalid } from './errors';
import { isAllowed, type Choice, type Field, type FieldOptions, type Scope } from './field';
import { message, TEXTS, type Message } from './messages';
import { readUuid } from './relations';

/** Text: trimmed, numbers are accepted as text. */
export function text(options: FieldOptions = {}): Field {
	return {
		type: 'string',
		options,
		parse(value, scope) {
			if (typeof value !== 'string' && typeof value !== 'number') throw invalid(TEXTS.notText);
			const trimmed = String(value).trim();
			if (trimmed === '') {
				if (isAllowed(options.allowBlank, scope)) return '';
				throw invalid(TEXTS.blank);
			}
			const found = [...(options.validators ?? []), maxLength(options), noNullCharacters];
			const messages = found.flatMap((validator) => validator(trimmed, scope) ?? []);
			if (messages.length > 0) throw new FieldError(messages);
			return trimmed;
		},
	};
}

/** Text of letters, digits, hyphens and underscores. */
export function slug(options: FieldOptions = {}): Field {
	const valid = (value: string, { call }: Scope) =>
		/^[-a-zA-Z0-9_]+$/.test(value)
			? undefined
			: message(has(call, options.typographic ?? false) ? TEXTS.slugTypographic : TEXTS.slug);
	return {
		...text({ ...options, validators: [...(options.validators ?? []), valid] }),
		type: 'slug',
	};
}

/** An email address. */
export function email(options: FieldOptions = {}): Field {
	const valid = (value: string) =>
		/^[^\s@"(),:;<>[\\\]]+@([a-z0-9-]+\.)*(localhost|[a-z0-9-]+\.[a-z][a-z0-9-]+)$/i.test(value)
			? undefined
			: message(TEXTS.notEmail);
	return { ...text({ ...options, validators: [valid] }), type: 'email' };
}

/** An absolute http, https or ftp address. */
export function url(options: FieldOptions = {}): Field {
	const valid = (value: string) =>
		/^(https?|ftps?):\/\/[^\s/?#]+([/?#]\S*)?$/i.test(value) ? undefined : message(TEXTS.notUrl);
	return { ...text({ ...options, validators: [valid] }), type: 'url' };
}

/** A time span such as `hours=3;minutes=1`. */
export function duration(options: FieldOptions = {}): Field {
	const valid = (value: string) =>
		isDuration(value) ? undefined : message(TEXTS.notDuration, { value });
	return text({ ...options, validators: [valid] });
}

/** Whether a text is a time span. */
export function isDuration(value: string): boolean {
	const units = /^(microseconds|milliseconds|seconds|minutes|hours|days|weeks)$/i;
	const pairs = value.split(';').map((pair) => pair.split('='));
	const known = pairs.filter(([unit]) => units.test(unit));
	return (
		known.length > 0 &&
		pairs.every((pair) => pair.length === 2) &&
		known.every(([, amount]) => /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(amount))
	);
}

/** A UUID that is not a key of another table. */
export function uuidText(options: FieldOptions = {}): Field {
	return {
		type: 'string',
		options,
		parse(value) {
			const found = typeof value === 'string' ? readUuid(value) : undefined;
			if (found === undefined) throw invalid(TEXTS.mustBeUuid);
			return found;
		},
	};
}

const TRUE = ['t', 'y', 'yes', 'true', 'on', '1'];
const FALSE = ['f', 'n', 'no', 'false', 'off', '0'];

/** true or false, also as text or number. */
export function boolean(options: FieldOptions = {}): Field {
	return {
		type: 'boolean',
		options: { required: false, ...options },
		parse(value) {
			const word = typeof value === 'object' ? '' : String(value).toLowerCase();
			if (TRUE.includes(word)) return true;
			if (FALSE.includes(word)) return false;
			throw invalid(TEXTS.notBoolean);
		},
	};
}

/** A whole number, also as text. */
export function integer(options: FieldOptions = {}): Field {
	return {
		type: 'integer',
		options,
		parse(value) {
			const digits = pythonText(value)
				.replace(/\.0*\s*$/, '')
				.trim();
			if (!/^[-+]?\d+$/.test(digits)) throw invalid(TEXTS.notInteger);
			const number = Number(digits);
			const messages: Message[] = [];
			if (options.max !== undefined && number > options.max)
				messages.push(message(TEXTS.tooLarge, { limit: String(options.max) }));
			if (options.min !== undefined && number < options.min)
				messages.push(message(TEXTS.tooSmall, { limit: String(options.min) }));
			if (messages.length > 0) throw new FieldError(messages);
			return number;
		},
	};
}

/** One of a set of words; which of them exist depends on the release. */
export function choice(choices: Choice[], options: FieldOptions = {}): Field {
	return {
		type: 'choice',
		choices,
		options: { required: false, ...options },
		parse(value, scope) {
			const input = pythonText(value);
			const known = (scope.choices ?? choices).map((one) => one.value);
			if (!known.includes(input)) throw invalid(TEXTS.notChoice, { input });
			return input;
		},
	};
}

/** A JSON object. */
export function dictionary(options: FieldOptions = {}): Field {
	return {
		type: 'field',
		options: { required: false, ...options },
		parse(value) {
			if (typeof value !== 'object' || Array.isArray(value)) throw invalid(TEXTS.notDictionary);
			return value;
		},
	};
}

/** A list of anything; its items are not checked here. */
export function list(options: FieldOptions = {}): Field {
	return {
		type: 'list',
		options,
		parse(value) {
			if (!Array.isArray(value)) throw invalid(TEXTS.notList, { type: 'str' });
			return value;
		},
	};
}

const DATETIME_FORMATS = 'YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]';

/** A point in time. */
export function datetime(options: FieldOptions = {}): Field {
	return {
		type: 'datetime',
		options,
		parse(value) {
			const time = typeof value === 'string' ? Date.parse(value) : NaN;
			if (Number.isNaN(time)) throw invalid(TEXTS.notDatetime, { format: DATETIME_FORMATS });
			return new Date(time).toISOString().replace('.000Z', 'Z');
		},
	};
}

function maxLength({ maxLength: limit }: FieldOptions) {
	return (value: string, scope: Scope): Message | undefined => {
		if (limit === undefined) return undefined;
		const { length, when } = typeof limit === 'number' ? { length: limit, when: true } : limit;
		if (!isAllowed(when, scope) || [...value].length <= length) return undefined;
		return message(TEXTS.tooLong, { limit: String(length) });
	};
}

function noNullCharacters(value: string): Message | undefined {
	return value.includes('\0') ? message(TEXTS.nullCharacters) : undefined;
}
