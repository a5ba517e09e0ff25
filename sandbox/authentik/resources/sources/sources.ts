import type { OAuthSourceRow } from '../../../core/state/models';
import { uuid, type State } from '../../../core/state/state';
import { computed, readOnly, taken, unique } from '../../../drf/field';
import { boolean, slug, text } from '../../../drf/fields';
import { exact, yesNo } from '../../../drf/filters';
import { Serializer } from '../../../drf/serializer';
import { byText, type Viewset } from '../../../drf/viewset';

const constant = (value: unknown) => computed(() => value);
const unused = constant(null);

/** `/sources/oauth/`: sources that a SCIM provider can sign in with. */
export const oauthSources: Viewset<OAuthSourceRow> = {
	path: '/sources/oauth/',
	title: 'O Auth Source',
	description: 'Source Viewset',
	model: 'authentik_sources_oauth.oauthsource',
	noun: 'OAuthSource',
	lookup: byText,
	lookupColumn: 'slug',
	rows: (state) => state.oauthSources.all(),
	serializer: new Serializer<OAuthSourceRow>({
		pk: readOnly(text({ label: 'Pbm uuid' })),
		name: text({ help: "Source's display Name." }),
		slug: slug({
			validators: [unique((state) => state.oauthSources.all(), taken('Source'))],
			help: 'Internal source name, used in URLs.',
		}),
		enabled: boolean({ default: true }),
		promoted: { ...constant(false), options: { when: { from: '2025.12' } } },
		authentication_flow: unused,
		enrollment_flow: unused,
		user_property_mappings: constant([]),
		group_property_mappings: constant([]),
		component: constant('ak-source-oauth-form'),
		verbose_name: constant('OAuth Source'),
		verbose_name_plural: constant('OAuth Sources'),
		meta_model_name: constant('authentik_sources_oauth.oauthsource'),
		policy_engine_mode: constant('any'),
		user_matching_mode: constant('identifier'),
		managed: unused,
		user_path_template: constant('goauthentik.io/sources/%(slug)s'),
		icon: constant(''),
		icon_url: { ...unused, options: { when: { from: '2025.12' } } },
		icon_themed_urls: { ...unused, options: { when: { from: '2025.12' } } },
		group_matching_mode: constant('identifier'),
		provider_type: text({}),
		request_token_url: unused,
		authorization_url: text({ allowNull: true, default: null }),
		access_token_url: text({ allowNull: true, default: null }),
		profile_url: text({ allowNull: true, default: null }),
		pkce: { ...constant('none'), options: { when: { from: '2025.10' } } },
		consumer_key: text({}),
		consumer_secret: text({ writeOnly: true }),
		callback_url: computed(
			({ slug: name }: OAuthSourceRow, { authentik }) =>
				`${authentik.url}/source/oauth/callback/${name}/`,
		),
		additional_scopes: text({ default: '', allowBlank: true }),
		type: computed(({ provider_type: name }: OAuthSourceRow) => ({
			name,
			verbose_name: name === 'openidconnect' ? 'OpenID Connect' : name,
			urls_customizable: name === 'openidconnect',
			request_token_url: null,
			authorization_url: null,
			access_token_url: null,
			profile_url: null,
			oidc_well_known_url: null,
			oidc_jwks_url: null,
		})),
		oidc_well_known_url: constant(''),
		oidc_jwks_url: constant(''),
		oidc_jwks: constant({}),
		authorization_code_auth_method: constant('basic_auth'),
	}),
	filters: {
		enabled: yesNo(),
		name: exact(),
		slug: exact(),
		provider_type: exact(),
	},
	search: ['name', 'slug'],
	ordering: ['name'],
	create: (values, { authentik }) => addOAuthSource(values, authentik.state),
	update: (row, values) => void Object.assign(row, values),
	destroy(row, { authentik }) {
		authentik.state.oauthSources.remove(row.pk);
		for (const provider of authentik.state.providers.all())
			if (provider.kind === 'scim' && provider.auth_oauth === row.pk) provider.auth_oauth = null;
	},
	usedBy: () => [],
};

/** Adds an OAuth source to the state, with its values as they are. */
export function addOAuthSource(values: Partial<OAuthSourceRow>, state: State): OAuthSourceRow {
	return state.oauthSources.add({
		enabled: true,
		provider_type: 'openidconnect',
		authorization_url: null,
		access_token_url: null,
		profile_url: null,
		consumer_key: 'client',
		additional_scopes: '',
		...values,
		pk: uuid(),
	} as OAuthSourceRow);
}
