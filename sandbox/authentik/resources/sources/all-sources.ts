import { has } from '../../../core/call';
import { BEHAVIOUR } from '../../../core/releases';
import type { State } from '../../../core/state/state';
import { computed } from '../../../drf/field';
import { exact } from '../../../drf/filters';
import { exactUuid } from '../../../drf/lookups';
import { Serializer } from '../../../drf/serializer';
import { byText, type Viewset } from '../../../drf/viewset';

/** What all kinds of sources have in common. */
interface SourceRow {
	pk: string;
	name: string;
	slug: string;
	enabled?: boolean;
	managed: string | null;
	kind: 'source' | 'oauth';
}

const KINDS = {
	source: {
		component: '',
		verbose_name: 'source',
		verbose_name_plural: 'sources',
		meta_model_name: 'authentik_core.source',
	},
	oauth: {
		component: 'ak-source-oauth-form',
		verbose_name: 'OAuth Source',
		verbose_name_plural: 'OAuth Sources',
		meta_model_name: 'authentik_sources_oauth.oauthsource',
	},
};

const WORDS = ['component', 'verbose_name', 'verbose_name_plural', 'meta_model_name'] as const;

const column = (name: keyof SourceRow) => computed((row: SourceRow) => row[name]);
const constant = (value: unknown) => computed(() => value);
const PICTURES = { when: BEHAVIOUR.picturesAreTexts };

/** `/sources/all/`: every source, whatever its kind; one is built in. */
export const allSources: Viewset<SourceRow> = {
	path: '/sources/all/',
	title: 'Source',
	description: 'Source Viewset',
	model: 'authentik_core.source',
	modelOf: ({ kind }) => KINDS[kind].meta_model_name,
	noun: 'Source',
	lookup: byText,
	lookupColumn: 'slug',
	rows: rowsOf,
	serializer: new Serializer<SourceRow>({
		pk: column('pk'),
		name: column('name'),
		slug: column('slug'),
		enabled: column('enabled'),
		promoted: computed(() => false, PICTURES),
		authentication_flow: constant(null),
		enrollment_flow: constant(null),
		user_property_mappings: constant([]),
		group_property_mappings: constant([]),
		...Object.fromEntries(
			WORDS.map((name) => [name, computed(({ kind }: SourceRow) => KINDS[kind][name])]),
		),
		policy_engine_mode: constant('any'),
		user_matching_mode: constant('identifier'),
		managed: column('managed'),
		user_path_template: constant('goauthentik.io/sources/%(slug)s'),
		icon: computed((_row, call) => (has(call, PICTURES.when) ? '' : null)),
		icon_url: computed(() => null, PICTURES),
		icon_themed_urls: computed(() => null, PICTURES),
	}),
	filters: { name: exact(), slug: exact(), managed: exact(), pbm_uuid: exactUuid('pk') },
	search: ['slug', 'name'],
	ordering: [],
	destroy: (row, { authentik }) => authentik.state.oauthSources.remove(row.pk),
	usedBy: () => [],
};

function rowsOf({ builtInSource, oauthSources }: State): SourceRow[] {
	const builtIn: SourceRow = {
		pk: builtInSource,
		name: 'authentik Built-in',
		slug: 'authentik-built-in',
		enabled: true,
		managed: 'goauthentik.io/sources/inbuilt',
		kind: 'source',
	};
	const others = oauthSources.all().map(({ pk, name, slug, enabled }) => ({
		pk,
		name,
		slug,
		enabled,
		managed: null,
		kind: 'oauth' as const,
	}));
	return [builtIn, ...others];
}
