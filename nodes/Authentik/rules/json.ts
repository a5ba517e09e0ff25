import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { Refusal } from './refusal';
import type { Parse } from './rule';
import { present } from './rule';

/** A JSON object, as text or as the object of an expression. */
export const jsonObject: Parse<IDataObject> = (value, label) => {
	const given = present(value, label);
	const parsed =
		typeof given === 'string' ? jsonParse<unknown>(given, { fallbackValue: null }) : given;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new Refusal(`'${label}' must be a JSON object, such as {"key": "value"}`);
	}
	return parsed as IDataObject;
};

/** A JSON object as authentik's query parameters take it: as text. */
export const jsonObjectText: Parse<string> = (value, label) =>
	JSON.stringify(jsonObject(value, label));
