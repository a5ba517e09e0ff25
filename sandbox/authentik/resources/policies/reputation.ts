import type { ReputationRow } from '../../../core/state/signin-models';
import { now, uuid, type State } from '../../../core/state/state';
import { readOnly } from '../../../drf/field';
import { dictionary, integer, text } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';

/** `/policies/reputation/scores/`: failed sign-ins, by name and address. */
export const reputationScores: Viewset<ReputationRow> = {
	path: '/policies/reputation/scores/',
	title: 'Reputation',
	description: 'Reputation Viewset',
	model: 'authentik_policies_reputation.reputation',
	noun: 'Reputation',
	lookup: byUuid,
	rows: (state) => state.reputations.all(),
	label: ({ identifier, ip }) => `Reputation ${identifier}/${ip}`,
	serializer: new Serializer<ReputationRow>({
		pk: readOnly(text({ label: 'Reputation uuid' })),
		identifier: text(),
		ip: text(),
		ip_geo_data: dictionary(),
		ip_asn_data: dictionary(),
		score: integer({ required: false }),
		updated: readOnly(text()),
	}),
	filters: {
		identifier: exact(),
		identifier_in: {
			test(values) {
				const wanted = values[values.length - 1].split(',');
				return ({ identifier }) => wanted.includes(identifier);
			},
		},
		ip: exact(),
		score: exact(),
	},
	search: ['identifier', 'ip', 'score'],
	ordering: ['ip'],
	destroy: (row, { authentik }) => authentik.state.reputations.remove(row.pk),
	usedBy: () => [],
};

/** Adds a score to the state, as failed sign-ins do. */
export function addReputation(values: Partial<ReputationRow>, state: State): ReputationRow {
	return state.reputations.add({
		identifier: 'somebody',
		ip: '192.0.2.1',
		ip_geo_data: {},
		ip_asn_data: {},
		score: -5,
		updated: now(),
		...values,
		pk: uuid(),
	});
}
