import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import { name, text } from '../../rules/text';

/** The filters that authentik has for invitations. All of them must match. */
export const invitationFilters: Field[] = [
	filterField('created_by__username', name, {
		displayName: 'Created By',
		name: 'createdByUsername',
		type: 'string',
		default: '',
		description: 'Username of the creator',
	}),
	filterField('flow__slug', text, {
		displayName: 'Flow Slug',
		name: 'flowSlug',
		type: 'string',
		default: '',
		description: 'Slug of the enrollment flow',
	}),
	nameFilter(text),
	searchFilter('Part of the name, creator, expiry or flow slug'),
];
