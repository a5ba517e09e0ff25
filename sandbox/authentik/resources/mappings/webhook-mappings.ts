import type { MappingRow } from '../../../core/state/models';
import { text } from '../../../drf/fields';
import { exact } from '../../../drf/filters';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';
import {
	addMapping,
	MAPPING_KINDS,
	mappingFields,
	mappingsOf,
	removeMapping,
	usesOfMapping,
} from './rows';

/** `/propertymappings/notification/`: mappings for webhook calls. Their syntax is not checked. */
export const webhookMappings: Viewset<MappingRow> = {
	path: '/propertymappings/notification/',
	title: 'Notification Webhook Mapping',
	description: 'NotificationWebhookMapping Viewset',
	noun: 'NotificationWebhookMapping',
	model: MAPPING_KINDS.notification.meta_model_name,
	lookup: byUuid,
	rows: mappingsOf('notification'),
	serializer: new Serializer<MappingRow>({
		pk: mappingFields.pk,
		name: mappingFields.name,
		expression: text(),
	}),
	filters: { name: exact() },
	search: ['name'],
	ordering: ['name'],
	create: (values, { authentik }) => addMapping('notification', values, authentik.state),
	update: (row, values) => void Object.assign(row, values),
	destroy: (row, { authentik }) => removeMapping(row, authentik.state),
	usedBy: (row, { authentik }) => usesOfMapping(row, authentik.state),
};
