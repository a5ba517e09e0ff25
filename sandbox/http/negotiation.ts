import { detail } from '../drf/errors';
import { TEXTS } from '../drf/messages';
import { parseJson } from './json';

/** Refuses a request that does not accept JSON: by its `Accept` header or `?format=`. */
export function checkAccept(accept: string, query: URLSearchParams): void {
	const format = query.get('format');
	if (format !== null && format !== 'json') throw detail(404, TEXTS.notFound);
	const types = accept.split(',').map((one) => one.split(';')[0].trim().toLowerCase());
	const taken = ['*/*', 'application/*', 'application/json', ''];
	if (!types.some((type) => taken.includes(type))) throw detail(406, TEXTS.notAcceptable);
}

/** The value of a JSON body; an empty one counts as `{}`, whatever its type. */
export function readBody(body: string, contentType: string): unknown {
	if (body === '') return {};
	const type = contentType.split(';')[0].trim().toLowerCase();
	if (type !== 'application/json') throw detail(415, TEXTS.mediaType, { type: contentType });
	return parseJson(body);
}

/** The language that the texts of an answer are in: German if it comes first. */
export function languageOf(acceptLanguage: string): 'en' | 'de' {
	const wanted = acceptLanguage
		.split(',')
		.map((part) => part.split(';q='))
		.sort(([, a = '1'], [, b = '1']) => Number(b) - Number(a))
		.map(([tag]) => tag.trim().slice(0, 2).toLowerCase());
	return wanted.find((tag) => tag === 'en' || tag === 'de') === 'de' ? 'de' : 'en';
}
