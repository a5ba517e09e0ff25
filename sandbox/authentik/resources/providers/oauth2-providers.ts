import type { OAuth2ProviderRow, ProviderRow } from '../../../core/state/models';
import { secret, type State } from '../../../core/state/state';
import { readOnly, taken, unique } from '../../../drf/field';
import { boolean, choice, duration, integer, list, text, url } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { integerKey, relation, relations, target, uuidKey } from '../../../drf/relations';
import { Serializer } from '../../../drf/serializer';
import { byInteger, type Viewset } from '../../../drf/viewset';
import { flowTarget, oauthSourceTarget } from '../targets';
import {
	applicationFields,
	backchannelFields,
	kindComponent,
	kindFields,
	providerMappings,
	providerName,
	removeProvider,
	usesOfProvider,
} from './providers';

const VALIDITY = '(Format: hours=1;minutes=2;seconds=3).';
const LOGOUT = { from: '2025.10' } as const;

/** The sandbox has no certificates, so no key can be chosen. */
const certificateTarget = { key: uuidKey, exists: () => false };

const oauth2Rows = (state: State) =>
	state.providers.all().filter((row): row is OAuth2ProviderRow => row.kind === 'oauth2');

const oauth2Target = target(
	integerKey,
	(state) => state.providers,
	(row: ProviderRow) => row.kind === 'oauth2',
);

const serializer = new Serializer<OAuth2ProviderRow>({
	pk: readOnly(integer({ label: 'ID' })),
	name: providerName,
	authentication_flow: relation(flowTarget, {
		allowNull: true,
		default: null,
		help: 'Flow used for authentication when the associated application is accessed by an un-authenticated user.',
	}),
	authorization_flow: relation(flowTarget, {
		help: 'Flow used when authorizing this provider.',
	}),
	invalidation_flow: relation(flowTarget, {
		help: 'Flow used ending the session from a provider.',
	}),
	property_mappings: providerMappings,
	component: kindComponent,
	...applicationFields,
	...backchannelFields,
	...kindFields,
	client_type: choice(
		[
			{ value: 'confidential', label: 'Confidential' },
			{ value: 'public', label: 'Public' },
		],
		{ default: 'confidential' },
	),
	grant_types: list({ default: [], when: { from: '2026.5' } }),
	client_id: text({
		required: false,
		maxLength: 255,
		validators: [unique(oauth2Rows, taken('OAuth2/OpenID Provider'))],
	}),
	client_secret: text({ required: false, allowBlank: true, maxLength: 255 }),
	access_code_validity: duration({
		default: 'minutes=1',
		help: `Access codes not valid on or after current time + this value ${VALIDITY}`,
	}),
	access_token_validity: duration({
		default: 'hours=1',
		help: `Tokens not valid on or after current time + this value ${VALIDITY}`,
	}),
	refresh_token_validity: duration({
		default: 'days=30',
		help: `Tokens not valid on or after current time + this value ${VALIDITY}`,
	}),
	refresh_token_threshold: duration({ default: 'seconds=0', when: LOGOUT }),
	include_claims_in_id_token: boolean({ default: true }),
	signing_key: relation(certificateTarget, { allowNull: true, default: null }),
	encryption_key: relation(certificateTarget, { allowNull: true, default: null }),
	redirect_uris: list(),
	backchannel_logout_uri: url({
		default: '',
		allowBlank: true,
		when: { from: '2025.8', until: '2025.8' },
	}),
	logout_uri: url({ default: '', allowBlank: true, when: LOGOUT }),
	logout_method: choice(
		[
			{ value: 'backchannel', label: 'Back-channel' },
			{ value: 'frontchannel', label: 'Front-channel' },
		],
		{ default: 'backchannel', when: LOGOUT },
	),
	sub_mode: choice(
		[
			{ value: 'hashed_user_id', label: 'Based on the Hashed User ID' },
			{ value: 'user_id', label: 'Based on user ID' },
			{ value: 'user_uuid', label: 'Based on user UUID' },
			{ value: 'user_username', label: 'Based on the username' },
			{ value: 'user_email', label: "Based on the User's Email." },
			{ value: 'user_upn', label: "Based on the User's UPN." },
		],
		{ default: 'hashed_user_id' },
	),
	issuer_mode: choice(
		[
			{ value: 'global', label: 'Same identifier is used for all providers' },
			{ value: 'per_provider', label: 'Each provider has a different issuer.' },
		],
		{ default: 'per_provider' },
	),
	jwt_federation_sources: relations(oauthSourceTarget),
	jwt_federation_providers: relations(oauth2Target),
});

/** `/providers/oauth2/` */
export const oauth2Providers: Viewset<OAuth2ProviderRow> = {
	path: '/providers/oauth2/',
	title: 'O Auth2 Provider',
	description: 'OAuth2Provider Viewset',
	model: 'authentik_providers_oauth2.oauth2provider',
	noun: 'OAuth2Provider',
	lookup: byInteger,
	rows: oauth2Rows,
	serializer,
	filters: { name: exact(), client_id: exact(), client_type: exact() },
	search: ['name'],
	ordering: ['name'],
	create(values, { authentik }) {
		const { providers } = authentik.state;
		const identity = { client_id: secret().slice(0, 40), client_secret: secret() };
		const pk = providers.nextPk();
		return providers.add({ ...identity, ...values, kind: 'oauth2', pk } as OAuth2ProviderRow);
	},
	update: (row, values) => void Object.assign(row, values),
	destroy: removeProvider,
	usedBy: usesOfProvider,
};
