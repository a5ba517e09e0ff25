import type { Dictionary } from '../../core/state/models';
import { pythonText, pythonType } from '../../python/names';
import { StopSync } from './errors';

/** The kinds of provisioned objects, as authentik, SCIM and Python name them. */
export type Kind = 'user' | 'group';

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const SCHEMAS: Readonly<
	Record<Kind, { urn: string; model: string; key: string; order: string[] }>
> = {
	user: {
		urn: 'urn:ietf:params:scim:schemas:core:2.0:User',
		model: 'User',
		key: 'userName',
		order: [
			...['userName', 'id', 'name', 'displayName', 'nickName', 'profileUrl', 'title', 'userType'],
			...['preferredLanguage', 'locale', 'timezone', 'active', 'password', 'emails'],
			...['phoneNumbers', 'ims', 'photos', 'addresses', 'groups', 'entitlements', 'roles'],
			...['x509Certificates', 'schemas', 'externalId', 'meta'],
		],
	},
	group: {
		urn: 'urn:ietf:params:scim:schemas:core:2.0:Group',
		model: 'Group',
		key: 'displayName',
		order: ['id', 'displayName', 'members', 'schemas', 'externalId', 'meta'],
	},
};

const NAME = ['formatted', 'familyName', 'givenName', 'middleName'];
const ITEM = ['value', 'display', 'type', 'primary'];

/** Checks the result of the mappings, completes it and puts it into the order in which it is sent. */
export function shaped(
	raw: Dictionary,
	kind: Kind,
	externalId: string,
	causedBy: string,
): Dictionary {
	const { urn, key, model, order } = SCHEMAS[kind];
	const errors = [...missing(raw, key), ...(kind === 'user' ? badEmails(raw.emails) : [])];
	if (errors.length > 0) {
		const count = `${errors.length} validation error${errors.length > 1 ? 's' : ''} for ${model}`;
		throw new StopSync([count, ...errors].join('\n'), causedBy);
	}
	const given = Array.isArray(raw.schemas) ? (raw.schemas as unknown[]) : [];
	const schemas = given.includes(urn) ? given : [urn, ...given];
	return inOrder({ ...raw, schemas, externalId: raw.externalId || externalId }, order);
}

/** The payload with the target's key of the object. */
export function withId(payload: Dictionary, id: string, kind: Kind): Dictionary {
	return inOrder({ ...payload, id }, SCHEMAS[kind].order);
}

/** Changes of a group's members, one for each. */
export function memberChanges(op: 'add' | 'remove', ids: string[]): Dictionary[] {
	return ids.map((value) => ({ op, path: 'members', value: [{ value }] }));
}

/** A request that changes an object. */
export function patchRequest(operations: Dictionary[]): Dictionary {
	return { Operations: operations, schemas: [PATCH_SCHEMA] };
}

function inOrder(values: Dictionary, order: string[]): Dictionary {
	const known = order.filter((key) => key in values);
	const more = Object.keys(values).filter((key) => !order.includes(key));
	return Object.fromEntries([...known, ...more].map((key) => [key, nested(key, values[key])]));
}

function nested(key: string, value: unknown): unknown {
	if (key === 'name') return typeof value === 'object' ? inOrder(value as Dictionary, NAME) : value;
	if (!['emails', 'phoneNumbers', 'photos'].includes(key) || !Array.isArray(value)) return value;
	return value.map((item: Dictionary) => inOrder(item, ITEM));
}

function missing(raw: Dictionary, key: string): string[] {
	if (raw[key] !== undefined) return [];
	return [complaint(key, 'Field required', 'missing', raw)];
}

function badEmails(emails: unknown): string[] {
	if (!Array.isArray(emails)) return [];
	return emails.flatMap((email: Dictionary, at) => {
		const wrong = emailFault(String(email.value ?? ''));
		if (wrong === undefined) return [];
		const what = `value is not a valid email address: ${wrong}`;
		return [complaint(`emails.${at}.value`, what, 'value_error', email.value)];
	});
}

/** Reserved ends of addresses, according to the internet's standards. */
const SPECIAL_USE = ['arpa', 'example', 'invalid', 'local', 'localhost', 'onion', 'test'];

function emailFault(address: string): string | undefined {
	const [local, domain, ...rest] = address.split('@');
	if (domain === undefined) return 'An email address must have an @-sign.';
	if (local === '') return 'There must be something before the @-sign.';
	if (domain === '') return 'There must be something after the @-sign.';
	if (rest.length > 0 || /[^a-z0-9.-]/i.test(domain))
		return 'The part after the @-sign contains invalid characters.';
	const end = domain.toLowerCase().split('.').pop() ?? '';
	if (SPECIAL_USE.includes(end)) {
		const use = 'is a special-use or reserved name that cannot be used with email.';
		return `The part after the @-sign ${use}`;
	}
	if (!domain.includes('.'))
		return 'The part after the @-sign is not valid. It should have a period.';
	return undefined;
}

function complaint(at: string, what: string, type: string, input: unknown): string {
	const text = typeof input === 'string' ? `'${input}'` : pythonText(input);
	const brief = text.length > 50 ? `${text.slice(0, 25)}...${text.slice(-24)}` : text;
	const details = `[type=${type}, input_value=${brief}, input_type=${pythonType(input)}]`;
	return `${at}\n  ${what} ${details}`;
}
