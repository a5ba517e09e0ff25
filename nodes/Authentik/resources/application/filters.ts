import { filterField } from '../../operation/fields';
import type { Field } from '../../operation/types';
import { nameFilter, searchFilter } from '../../parameters/collections';
import { userLocator } from '../../parameters/locators';
import { integerId } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { text } from '../../rules/text';

/** The filters that authentik has for applications. All of them must match. */
export const applicationFilters: Field[] = [
	filterField('meta_description', text, {
		displayName: 'Description',
		name: 'metaDescription',
		type: 'string',
		default: '',
		description: 'Exact description, case-sensitive',
	}),
	filterField('for_user', integerId, {
		...userLocator,
		displayName: 'For User',
		name: 'forUser',
		description:
			'Applications that this user can open. Needs the permission authentik_core.view_user_applications for the user.',
	}),
	filterField('group', text, {
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		description: 'Exact group in the application library, case-sensitive',
	}),
	filterField('meta_launch_url', text, {
		displayName: 'Launch URL',
		name: 'metaLaunchUrl',
		type: 'string',
		default: '',
		description: 'Exact launch URL, as stored in authentik',
	}),
	nameFilter(text),
	filterField('only_with_launch_url', boolean, {
		displayName: 'Only With Launch URL',
		name: 'onlyWithLaunchUrl',
		type: 'boolean',
		default: true,
		description: 'Whether to return only applications that have a launch URL',
	}),
	filterField('meta_publisher', text, {
		displayName: 'Publisher',
		name: 'metaPublisher',
		type: 'string',
		default: '',
		description: 'Exact publisher, case-sensitive',
	}),
	searchFilter('Part of the name, slug, launch URL, description, publisher or group'),
	filterField('slug', text, {
		displayName: 'Slug',
		name: 'slug',
		type: 'string',
		default: '',
		description: 'Exact slug',
	}),
];
