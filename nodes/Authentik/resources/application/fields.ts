import { bodyField, queryField } from '../../operation/fields';
import { knownBy } from '../../operation/released';
import type { Field, Parameter } from '../../operation/types';
import {
	groupLocator,
	policyLocator,
	providerLocator,
	userLocator,
} from '../../parameters/locators';
import { requiredUserLocator } from '../../parameters/paths';
import { integerIdOrNull, integerKey, uuid } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { choice, slug, text, textOrEmpty } from '../../rules/text';
import { applicationFacts } from '../../shared/releases';

/** A field of the application, with the releases that have it in its label. */
const field = knownBy(applicationFacts, bodyField);

const POLICY_ENGINE_MODES = [
	{ name: 'All', value: 'all', description: 'All bindings must match' },
	{ name: 'Any', value: 'any', description: 'One matching binding is enough' },
];

/** The writable fields of an application, except its backchannel providers: SCIM providers attach themselves. */
export const applicationFields: Field[] = [
	field('meta_description', textOrEmpty, {
		displayName: 'Description',
		name: 'metaDescription',
		type: 'string',
		default: '',
		description: 'Description shown in the application library. Leave empty to clear.',
	}),
	field('group', textOrEmpty, {
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		description: 'Group in the application library. Leave empty to clear.',
	}),
	field('meta_hide', boolean, {
		displayName: 'Hide',
		name: 'metaHide',
		type: 'boolean',
		default: true,
		description: 'Whether to hide the application in the application library',
	}),
	field('meta_icon', textOrEmpty, {
		displayName: 'Icon',
		name: 'metaIcon',
		type: 'string',
		default: '',
		placeholder: 'e.g. fa://fa-rocket',
		description:
			'URL of the icon, path of an uploaded file, or fa:// followed by a Font Awesome icon. Leave empty to clear.',
	}),
	field('meta_launch_url', textOrEmpty, {
		displayName: 'Launch URL',
		name: 'metaLaunchUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://wiki.example.com',
		description: "URL that opens the application. Leave empty to use the provider's URL.",
	}),
	field('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'Name in authentik',
	}),
	field('open_in_new_tab', boolean, {
		displayName: 'Open in New Tab',
		name: 'openInNewTab',
		type: 'boolean',
		default: true,
		description: 'Whether the application opens in a new browser tab',
	}),
	field('policy_engine_mode', choice(POLICY_ENGINE_MODES), {
		displayName: 'Policy Engine Mode',
		name: 'policyEngineMode',
		type: 'options',
		options: POLICY_ENGINE_MODES,
		default: 'any',
		description: 'Whether one binding of the application must match, or all of them',
	}),
	field('provider', integerIdOrNull, {
		...providerLocator,
		description:
			'Provider that signs users in. Leave empty to clear. To attach a SCIM provider, use the resource SCIM Provider, operation Attach to Application.',
	}),
	field('meta_publisher', textOrEmpty, {
		displayName: 'Publisher',
		name: 'metaPublisher',
		type: 'string',
		default: '',
		description: 'Publisher shown in the application library. Leave empty to clear.',
	}),
	field('slug', slug, {
		displayName: 'Slug',
		name: 'slug',
		type: 'string',
		default: '',
		placeholder: 'e.g. my-app',
		description:
			"Identifier used in the application's URLs: letters, digits, hyphens, underscores. Changing it changes those URLs.",
	}),
];

const REQUIRED = ['name', 'slug'];

/** The required fields of a new application. */
export const requiredApplicationFields = applicationFields
	.filter(({ name }) => REQUIRED.includes(name))
	.map((field): Field => ({ ...field, required: true }));

/** The optional fields of a new application. */
export const additionalApplicationFields = applicationFields.filter(
	({ name }) => !REQUIRED.includes(name),
);

/** Who or what a binding is about: one of these. */
export const principal: Parameter = {
	displayName: 'User, Group or Policy',
	name: 'principal',
	type: 'collection',
	placeholder: 'Choose One',
	default: {},
	description: 'Who gets or loses access: one user, one group, or everyone whom a policy allows',
	options: [
		bodyField('group', uuid, {
			...groupLocator,
			description: 'Group whose members get or lose access, including members of its child groups',
		}),
		bodyField('policy', uuid, {
			...policyLocator,
			description: 'Policy that decides who can open the application',
		}),
		bodyField('user', integerKey, { ...userLocator, description: 'User who gets or loses access' }),
	],
};

/** The user whose access is checked. */
export const userInQuery = queryField('for_user', integerKey, requiredUserLocator);
