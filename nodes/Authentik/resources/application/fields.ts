import { bodyField } from '../../operation/fields';
import { knownBy } from '../../operation/released';
import type { Field } from '../../operation/types';
import { providerLocator } from '../../parameters/accessLocators';
import { integerIdOrNull } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { choice, slug, text, textOrEmpty } from '../../rules/text';
import { applicationFacts } from '../../shared/releases';

/** A field of the application, with the releases that know it in its label. */
const field = knownBy(applicationFacts, bodyField);

const POLICY_ENGINE_MODES = [
	{ name: 'All', value: 'all', description: 'All bound policies, groups and users must match' },
	{ name: 'Any', value: 'any', description: 'One of them is enough' },
];

/** What can be written of an application, but for its backchannel providers, which SCIM providers attach themselves to. */
export const applicationFields: Field[] = [
	field('meta_description', textOrEmpty, {
		displayName: 'Description',
		name: 'metaDescription',
		type: 'string',
		default: '',
		description: 'What the library of applications says about it',
	}),
	field('group', textOrEmpty, {
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		description: 'The heading under which the library of applications shows it',
	}),
	field('meta_hide', boolean, {
		displayName: 'Hide',
		name: 'metaHide',
		type: 'boolean',
		default: true,
		description: 'Whether the library of applications leaves it out',
	}),
	field('meta_icon', textOrEmpty, {
		displayName: 'Icon',
		name: 'metaIcon',
		type: 'string',
		default: '',
		placeholder: 'e.g. fa://fa-rocket',
		description:
			'The URL of the icon, the path of an uploaded file, or fa:// and a Font Awesome icon',
	}),
	field('meta_launch_url', textOrEmpty, {
		displayName: 'Launch URL',
		name: 'metaLaunchUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://wiki.example.com',
		description: 'Where the application opens. Empty takes the address that its provider knows.',
	}),
	field('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The name of the application as users see it',
	}),
	field('open_in_new_tab', boolean, {
		displayName: 'Open in New Tab',
		name: 'openInNewTab',
		type: 'boolean',
		default: true,
		description: 'Whether the library opens it in a new tab of the browser',
	}),
	field('policy_engine_mode', choice(POLICY_ENGINE_MODES), {
		displayName: 'Policy Engine Mode',
		name: 'policyEngineMode',
		type: 'options',
		options: POLICY_ENGINE_MODES,
		default: 'any',
		description: 'Who may open the application, where several bindings decide',
	}),
	field('provider', integerIdOrNull, {
		...providerLocator,
		description:
			'The provider that signs users in. Leave it empty to remove it. SCIM providers are attached with the operation Attach to Application of their own resource.',
	}),
	field('meta_publisher', textOrEmpty, {
		displayName: 'Publisher',
		name: 'metaPublisher',
		type: 'string',
		default: '',
		description: 'Who makes the application',
	}),
	field('slug', slug, {
		displayName: 'Slug',
		name: 'slug',
		type: 'string',
		default: '',
		placeholder: 'e.g. my-app',
		description:
			'The key of the application, which stands in its addresses: letters, digits, hyphens, underscores. Changing it changes the key.',
	}),
];

const REQUIRED = ['name', 'slug'];

/** What a new application cannot do without. */
export const requiredApplicationFields = applicationFields
	.filter(({ name }) => REQUIRED.includes(name))
	.map((field): Field => ({ ...field, required: true }));

/** What a new application may have beside. */
export const additionalApplicationFields = applicationFields.filter(
	({ name }) => !REQUIRED.includes(name),
);
