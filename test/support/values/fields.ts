/** Every field of every operation: the values it accepts, and where they arrive. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { dateTime, futureDateTime } from './dates';
import { filtering, jsonText, search } from './filters';
import { json, jsonBody, jsonQuery } from './json';
import type { Kind } from './kind';
import { choicesOf, emailList, nameList, namesOrUuids, textList, users, written } from './lists';
import { modelName, permissionNames } from './permissions';
import * as scalars from './scalars';
import { boolean, count, integerId, integerIdOrNull, uuid, uuidOrNull } from './scalars';
import { FOUND } from './server';
import * as texts from './text';
import { duration, name, nameOrEmpty, slug, text, textOrEmpty } from './text';

/** An expected request to authentik. */
export interface Expected {
	/** Method and path, which may have placeholders for objects: `GET /core/users/{user}/`. */
	call: string;
	query: IDataObject;
	body: IDataObject | undefined;
}

/** The facts of a field. */
export interface FieldFacts {
	kind: Kind | ((choices: string[]) => Kind);
	/** Adds what is sent to the expected request. */
	put: (request: Expected, sent: unknown, field: string) => void;
	/** Other required parameters, by `<collection>.<name>`, or by the name alone at the top. */
	needs?: IDataObject;
	/** Whether the newest release no longer has it. */
	isGone?: boolean;
}

type More = Omit<FieldFacts, 'kind' | 'put'>;

const inBody = (property: string, kind: FieldFacts['kind'], more: More = {}): FieldFacts => ({
	kind,
	put: (request, sent) => (request.body = { ...request.body, [property]: sent as IDataObject }),
	...more,
});

const inQuery = (property: string, kind: FieldFacts['kind'], more: More = {}): FieldFacts => ({
	kind,
	put: (request, sent) => (request.query[property] = sent as IDataObject),
	...more,
});

const inPath = (kind: Kind): FieldFacts => ({
	kind,
	put: (request, sent, field) => (request.call = request.call.replace(`{${field}}`, String(sent))),
});

/** For the node itself: the request is the same whatever the value. */
const own = (kind: FieldFacts['kind'], more: More = {}): FieldFacts => ({
	kind,
	put: () => undefined,
	...more,
});

const filter = (property: string, kind: Kind, more?: More) =>
	inQuery(property, filtering(kind), more);

/** Sessions are listed by the username, which is looked up in authentik. */
const ofUser: FieldFacts = {
	kind: integerId,
	put: (request) => (request.query.user__username = FOUND.username),
};

/** For a toggle that is named for what it turns off. */
const inverted: Kind = {
	...boolean,
	good: boolean.good.map(({ given, sent }) => ({ given, sent: !sent })),
};

/** The user's own mappings are not managed. */
const origin = (choices: string[]): Kind => {
	const kind = texts.choiceOf(choices);
	return { ...kind, good: kind.good.map(({ given, sent }) => ({ given, sent: sent === 'own' })) };
};

/** An operation accepts only one of these: no other is set with it. */
const ALONE: More = { needs: {} };

/** Tasks of a sync are not tried here, since that takes some that end. */
const switchedOff: Kind = { ...boolean, good: boolean.good.filter(({ sent }) => sent === false) };

/**
 * By the name of the field, after that of its collection if it is in one; before that, the resource or the operation,
 * where fields of the same name differ. Additional Fields and Update Fields are both called `fields`.
 */
export const FIELDS: Record<string, FieldFacts> = {
	application: inPath(slug),
	emailAddresses: inBody('email_addresses', emailList),
	emailStage: inBody('email_stage', uuid),
	event: inPath(uuid),
	expires: inBody('expires', futureDateTime),
	expression: inBody('expression', text),
	flow: inBody('flow', uuid),
	group: inPath(uuid),
	groups: own(written(namesOrUuids)),
	identifier: inBody('identifier', slug),
	intent: inBody('intent', texts.choiceOf),
	invitation: inPath(uuid),
	members: own(written(users)),
	limit: inQuery('page_size', scalars.limit, { needs: { returnAll: false } }),
	name: inBody('name', name),
	method: {
		kind: texts.choiceOf,
		put: (request, sent) => (request.call = request.call.replace(/^\w+/, String(sent))),
	},
	path: inPath(texts.apiPath),
	'application name': inBody('name', text),
	'invitation name': inBody('name', slug),
	output: own((choices) => texts.choiceOf(choices, ['raw', 'simple'])),
	outputFields: own(textList, { needs: { output: 'fields' } }),
	password: inBody('password', text),
	preview: own(boolean),
	provisionedGroup: inPath(uuid),
	provisionedUser: inPath(uuid),
	remoteId: inBody('scim_id', text),
	returnAll: inQuery('page_size', scalars.returnAll),
	scimMapping: inPath(uuid),
	scimProvider: inPath(integerId),
	slug: inBody('slug', slug),
	tokenIdentifier: inPath(slug),
	url: inBody('url', texts.scimUrl),
	user: inPath(integerId),
	username: inBody('username', name),

	permissions: inBody('permissions', permissionNames),
	role: inPath(uuid),
	'role.addUser user': inBody('pk', integerId),
	'role.removeUser user': inBody('pk', integerId),
	'application.checkAccess user': inQuery('for_user', integerId),
	'application.getBindings application': own(slug),
	'application.grantAccess application': own(slug),
	'application.revokeAccess application': own(slug),
	'group.addUser user': inBody('pk', integerId),
	'group.getMembers group': inQuery('groups_by_pk', uuid),
	'group.removeUser user': inBody('pk', integerId),
	'provisionedGroup.link group': inBody('group', uuid),
	'provisionedGroup.link scimProvider': inBody('provider', integerId),
	'provisionedUser.link scimProvider': inBody('provider', integerId),
	'provisionedUser.link user': inBody('user', integerId),
	'scimProvider.attach scimProvider': {
		kind: integerId,
		put: (request, sent) => (request.body = { backchannel_providers: [sent as number] }),
	},
	'scimProvider.syncGroup group': inBody('sync_object_id', uuid),
	'scimProvider.syncUser user': {
		kind: integerId,
		put: (request, sent) => (request.body = { ...request.body, sync_object_id: String(sent) }),
	},
	'user.addToGroup user': inBody('pk', integerId),
	'user.getDevices user': inQuery('user', integerId),
	'user.removeDevices user': inQuery('user', integerId),
	'user.endSessions user': ofUser,
	'user.getGroups user': inQuery('members_by_pk', integerId),
	'user.getSessions user': ofUser,
	'user.removeFromGroup user': inBody('pk', integerId),

	'fields.application': own(slug),
	'fields.body': {
		kind: jsonBody,
		put: (request, sent) => (request.body = sent as IDataObject),
		needs: { method: 'POST' },
	},
	'fields.query': {
		kind: jsonQuery,
		put: (request, sent) => Object.assign(request.query, sent),
	},
	'fields.attributes': inBody('attributes', json),
	'group.update fields.attributes': inBody('attributes', json, replacing()),
	'group.upsert fields.attributes': inBody('attributes', json, replacing()),
	'user.update fields.attributes': inBody('attributes', json, replacing()),
	'user.upsert fields.attributes': inBody('attributes', json, replacing()),
	'fields.authMode': inBody('auth_mode', texts.choiceOf),
	'fields.authOauth': inBody('auth_oauth', uuidOrNull),
	'fields.authOauthParams': inBody('auth_oauth_params', json),
	'fields.compatibilityMode': inBody('compatibility_mode', texts.choiceOf),
	'fields.createGroup': inBody('create_group', boolean),
	'fields.description': inBody('description', textOrEmpty),
	'fields.discoveryEnabled': inBody('discovery_enabled', boolean),
	'fields.dryRun': inBody('dry_run', boolean),
	'fields.email': inBody('email', nameOrEmpty),
	'fields.excludeUsersServiceAccount': inBody('exclude_users_service_account', boolean),
	'fields.expires': inBody('expires', futureDateTime),
	'token fields.expires': {
		kind: futureDateTime,
		put: (request, sent) =>
			(request.body = { ...request.body, expires: sent as string, expiring: true }),
		needs: { intent: 'app_password' },
	},
	'fields.expiring': inBody('expiring', boolean, { needs: { intent: 'api' } }),
	'fields.expression': inBody('expression', text),
	'fields.filterGroup': inBody('filter_group', uuidOrNull, { isGone: true }),
	'fields.fixedData': inBody('fixed_data', json),
	'fields.group': inBody('group', textOrEmpty),
	'fields.groupFilters': inBody('group_filters', namesOrUuids),
	'fields.groups': inBody('groups', namesOrUuids),
	'fields.isActive': inBody('is_active', boolean),
	'fields.isSuperuser': inBody('is_superuser', boolean),
	'fields.metaDescription': inBody('meta_description', textOrEmpty),
	'fields.metaHide': inBody('meta_hide', boolean),
	'fields.metaIcon': inBody('meta_icon', textOrEmpty),
	'fields.metaLaunchUrl': inBody('meta_launch_url', textOrEmpty),
	'fields.metaPublisher': inBody('meta_publisher', textOrEmpty),
	'fields.name': inBody('name', name),
	'application fields.name': inBody('name', text),
	'user fields.name': inBody('name', textOrEmpty),
	'fields.neverExpires': inBody('expiring', inverted),
	'fields.openInNewTab': inBody('open_in_new_tab', boolean),
	'fields.parent': inBody('parent', uuidOrNull, { isGone: true }),
	'fields.parents': inBody('parents', namesOrUuids),
	'fields.password': own(text),
	'fields.path': inBody('path', name),
	'fields.policyEngineMode': inBody('policy_engine_mode', texts.choiceOf),
	'fields.propertyMappings': inBody('property_mappings', namesOrUuids),
	'fields.propertyMappingsGroup': inBody('property_mappings_group', namesOrUuids),
	'fields.provider': inBody('provider', integerIdOrNull),
	'fields.roles': inBody('roles', namesOrUuids),
	'fields.serviceProviderConfigCacheTimeout': inBody(
		'service_provider_config_cache_timeout',
		duration,
	),
	'fields.singleUse': inBody('single_use', boolean),
	'fields.slug': inBody('slug', slug),
	'fields.syncPageSize': inBody('sync_page_size', count),
	'fields.syncPageTimeout': inBody('sync_page_timeout', duration),
	'fields.token': inBody('token', texts.bearerToken),
	'fields.type': inBody('type', texts.choiceOf),
	'fields.url': inBody('url', texts.scimUrl),
	'fields.user': inBody('user', integerId),
	'fields.username': inBody('username', name),
	'fields.verifyCertificates': inBody('verify_certificates', boolean),

	'principal.group': inBody('group', uuid, ALONE),
	'principal.policy': inBody('policy', uuid, ALONE),
	'principal.user': inBody('user', integerId, ALONE),
	'application.revokeAccess principal.group': own(uuid, ALONE),
	'application.revokeAccess principal.policy': own(uuid, ALONE),
	'application.revokeAccess principal.user': own(integerId, ALONE),

	'filters.action': filter('action', text),
	'filters.actions': inQuery('actions', choicesOf),
	'filters.attributes': filter('attributes', jsonText),
	'filters.authorizedApplication': {
		kind: filtering(slug),
		put: (request) => (request.query.context_authorized_app = FOUND.uuid.replaceAll('-', '')),
	},
	'filters.brandName': filter('brand_name', text),
	'filters.clientIp': filter('client_ip', text),
	'filters.contextModelApp': filter('context_model_app', text),
	'filters.contextModelName': filter('context_model_name', {
		...text,
		good: slug.good.map(({ sent }) => ({ given: ` ${String(sent)}`, sent })),
	}),
	'filters.contextModelPk': filter('context_model_pk', text),
	'filters.createdByUsername': filter('created_by__username', name),
	'filters.dateJoinedGt': filter('date_joined__gt', dateTime),
	'filters.dateJoinedLt': filter('date_joined__lt', dateTime),
	'filters.description': filter('description', text),
	'filters.email': filter('email', name),
	'filters.excludeUsersServiceAccount': filter('exclude_users_service_account', boolean),
	'filters.expiring': filter('expiring', boolean),
	'filters.filterGroup': filter('filter_group', uuid, { isGone: true }),
	'filters.flowSlug': filter('flow__slug', text),
	'filters.forUser': filter('for_user', integerId),
	'filters.group': filter('group', text),
	'provisionedGroup filters.group': filter('group__group_uuid', uuid),
	'filters.groupFilters': filter('group_filters', namesOrUuids),
	'filters.groupsByName': filter('groups_by_name', nameList),
	'filters.groupsByPk': filter('groups_by_pk', namesOrUuids),
	'filters.identifier': filter('identifier', text),
	'filters.intent': inQuery('intent', texts.choiceOf),
	'filters.isActive': filter('is_active', boolean),
	'filters.isSuperuser': filter('is_superuser', boolean),
	'filters.lastLoginGt': filter('last_login__gt', dateTime),
	'filters.lastLoginIsnull': filter('last_login__isnull', boolean),
	'filters.lastLoginLt': filter('last_login__lt', dateTime),
	'filters.lastUpdatedGt': filter('last_updated__gt', dateTime),
	'filters.lastUpdatedLt': filter('last_updated__lt', dateTime),
	'filters.managed': filter('managed', text),
	'filters.membersByPk': filter('members_by_pk', integerId),
	'filters.membersByUsername': filter('members_by_username', nameList),
	'filters.metaDescription': filter('meta_description', text),
	'filters.metaLaunchUrl': filter('meta_launch_url', text),
	'filters.metaPublisher': filter('meta_publisher', text),
	'filters.name': filter('name', name),
	'application filters.name': filter('name', text),
	'invitation filters.name': filter('name', text),
	'user filters.name': filter('name', text),
	'filters.onlyWithLaunchUrl': filter('only_with_launch_url', boolean),
	'filters.origin': inQuery('managed__isnull', origin),
	'filters.path': filter('path', name),
	'filters.pathStartswith': filter('path_startswith', name),
	'filters.rolesByName': filter('roles_by_name', nameList),
	'filters.rolesByPk': filter('roles_by_pk', namesOrUuids),
	'filters.scimProvider': filter('provider__id', integerId),
	'filters.search': inQuery('search', search),
	'filters.since': {
		kind: filtering(dateTime),
		// authentik can't filter by time: the newest are read first.
		put: (request) => (request.query.ordering = '-created'),
		needs: { 'options.ordering': '-created' },
	},
	'filters.slug': filter('slug', text),
	'filters.type': inQuery('type', choicesOf),
	'filters.until': {
		kind: filtering(dateTime),
		put: (request) => (request.query.page_size = 100),
		needs: { 'options.ordering': '-created' },
	},
	'filters.url': filter('url', text),
	'filters.user': filter('user__id', integerId),
	'role filters.user': filter('users', integerId),
	'filters.userUsername': filter('user__username', name),
	'filters.username': filter('username', name),
	'filters.uuid': filter('uuid', uuid),

	'options.allowEverybody': own(boolean),
	'options.apiTokenExpiring': own(boolean),
	'options.attachedProviders': own(texts.choiceOf),
	'options.bccAddresses': inBody('bcc_addresses', emailList),
	'options.ccAddresses': inBody('cc_addresses', emailList),
	'options.context': inBody('context', json),
	'options.copyIfManaged': own(boolean),
	'options.continueOnFailedSync': own(boolean),
	'options.deviceTypes': own(choicesOf),
	'options.disabled': inBody('enabled', inverted),
	'options.failureResult': inBody('failure_result', boolean),
	'options.excludeRoles': inQuery('include_roles', inverted),
	'options.group': inBody('group', uuid),
	'options.ifNotFound': own(texts.choiceOf),
	'options.ignoreCase': own(boolean),
	// It leaves out values that other tests here set.
	'options.ignoreEmptyValues': own(switchedOff, { needs: {} }),
	'options.includeChildGroups': own(boolean),
	'options.includeGroups': inQuery('include_groups', boolean),
	'options.includeParents': own(switchedOff),
	'options.includeSecrets': own(boolean),
	'options.includeUsers': inQuery('include_users', boolean),
	'options.linkDuration': inBody('token_duration', duration),
	'options.move': own(boolean),
	'options.objectModel': inBody('model', modelName, {
		needs: { 'options.objectPk': 'one' },
	}),
	'options.objectPk': inBody('object_pk', text, {
		needs: { 'options.objectModel': 'authentik_core.user' },
	}),
	'options.negate': inBody('negate', boolean),
	'options.order': inBody('order', scalars.integer),
	'options.onlyAccessible': inQuery('only_accessible', boolean),
	'group options.onlyAmong': own(users, { needs: { members: '[]' } }),
	'group options.onlyAmongPrefix': own(text, { needs: { members: '[]' } }),
	'user options.onlyAmong': own({ ...namesOrUuids, clears: false }, { needs: { groups: '[]' } }),
	'user options.onlyAmongPrefix': own(text, { needs: { groups: '[]' } }),
	'options.ordering': inQuery('ordering', texts.choiceOf),
	'options.overrideDryRun': inBody('override_dry_run', boolean),
	'options.replaceAttributes': own(boolean),
	'options.runSchedule': own(switchedOff),
	'options.skipApiToken': own(boolean),
	'options.skipIfUnchanged': own(boolean),
	'options.steps': own(choicesOf),
	'options.template': inBody('template', text),
	'options.timeout': inBody('timeout', scalars.countOrZero),
	'options.timeLimit': own(count),
	'options.user': inBody('user', integerId),
	'options.waitForCompletion': own(switchedOff),
};

/** Merging leaves out what it removes, so it is not tried here. */
function replacing(): More {
	return { needs: { 'options.replaceAttributes': true } };
}

/** Another way to name an object, which is looked up in authentik. */
export interface LookUp {
	call: string;
	query: IDataObject;
	/** The filter for the name. */
	property: string;
	/** The ID of what is found. */
	id: string | number;
}

const lookUp = (
	list: string,
	id: LookUp['id'],
	query: IDataObject = {},
	property = 'name',
): LookUp => ({ call: `GET /${list}/`, query: { page_size: 5, ...query }, property, id });

const inApplications = lookUp('core/applications', FOUND.slug, { superuser_full_list: true });
const inGroups = lookUp('core/groups', FOUND.uuid, { include_users: false });
const inUsers = (property: string) =>
	lookUp('core/users', FOUND.number, { include_groups: false }, property);
/** authentik can't filter providers and policies of every kind, and roles up to 2025.10, by name. */
const searched = (path: string, id: number | string) =>
	lookUp(path, id, { page: 1, page_size: 100 }, 'search');

/** By the name of the parameter and the mode. */
export const LOOKUPS: Record<string, LookUp> = {
	'application name': inApplications,
	'authOauth name': lookUp('sources/oauth', FOUND.uuid),
	'authorizedApplication name': inApplications,
	'emailStage name': lookUp('stages/email', FOUND.uuid),
	'filterGroup name': inGroups,
	'flow name': lookUp('flows/instances', FOUND.uuid),
	'flow slug': lookUp('flows/instances', FOUND.uuid, {}, 'slug'),
	'forUser email': inUsers('email'),
	'forUser username': inUsers('username'),
	'group name': inGroups,
	'invitation name': lookUp('stages/invitation/invitations', FOUND.uuid),
	'membersByPk email': inUsers('email'),
	'membersByPk username': inUsers('username'),
	'parent name': inGroups,
	'policy name': searched('policies/all', FOUND.uuid),
	'provider name': searched('providers/all', FOUND.number),
	'role name': searched('rbac/roles', FOUND.uuid),
	'scimMapping name': lookUp('propertymappings/provider/scim', FOUND.uuid),
	'scimProvider name': lookUp('providers/scim', FOUND.number),
	'user email': inUsers('email'),
	'user username': inUsers('username'),
};

const APPLICATIONS = '/core/applications/';

/** The addresses of objects' pages in authentik's admin interface, by the name of the parameter; the ID follows. */
export const PAGES: Record<string, string> = {
	application: APPLICATIONS,
	authorizedApplication: APPLICATIONS,
	event: '/events/log/',
	filterGroup: '/identity/groups/',
	forUser: '/identity/users/',
	group: '/identity/groups/',
	role: '/identity/roles/',
	membersByPk: '/identity/users/',
	parent: '/identity/groups/',
	scimProvider: '/core/providers/',
	user: '/identity/users/',
};

export function factsOf(
	operation: string,
	collection: string | undefined,
	parameter: INodeProperties,
): FieldFacts | undefined {
	const place = collection?.endsWith('Fields') ? 'fields' : collection;
	const field = place === undefined ? parameter.name : `${place}.${parameter.name}`;
	const [resource] = operation.split('.');
	return FIELDS[`${operation} ${field}`] ?? FIELDS[`${resource} ${field}`] ?? FIELDS[field];
}
