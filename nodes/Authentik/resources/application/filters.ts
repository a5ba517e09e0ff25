import type { INodeProperties } from 'n8n-workflow';

import { queryField } from '../../hooks/field';
import { orderBy, searchFilter } from '../../parameters/collections';
import { optionFor } from '../../parameters/display';
import { userLocator } from '../../parameters/locators';
import { outputOptions } from '../../parameters/output';
import { integerId } from '../../rules/ids';
import { boolean } from '../../rules/scalars';
import { text } from '../../rules/text';

/** What authentik can filter applications by; several filters must all hold. */
export const applicationFilters: INodeProperties[] = [
	queryField('meta_description', text, {
		displayName: 'Description',
		name: 'metaDescription',
		type: 'string',
		default: '',
		description: 'The whole description, in the same letter case',
	}),
	queryField('for_user', integerId, {
		...userLocator,
		displayName: 'For User',
		name: 'forUser',
		description:
			'Only what this user may open. Needs authentik_core.view_user_applications for the user.',
	}),
	queryField('group', text, {
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		description: 'The whole heading in the library, in the same letter case',
	}),
	queryField('meta_launch_url', text, {
		displayName: 'Launch URL',
		name: 'metaLaunchUrl',
		type: 'string',
		default: '',
		description: 'The whole launch URL, exactly as it is stored',
	}),
	queryField('name', text, {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		description: 'The whole name, in the same letter case',
	}),
	queryField('only_with_launch_url', boolean, {
		displayName: 'Only With Launch URL',
		name: 'onlyWithLaunchUrl',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out applications that cannot be opened. Does nothing in the full list of a superuser.',
	}),
	queryField('meta_publisher', text, {
		displayName: 'Publisher',
		name: 'metaPublisher',
		type: 'string',
		default: '',
		description: 'The whole publisher, in the same letter case',
	}),
	searchFilter('Part of the name, slug, launch URL, description, publisher or group'),
	queryField('slug', text, {
		displayName: 'Slug',
		name: 'slug',
		type: 'string',
		default: '',
		description: 'The whole slug',
	}),
];

/** The options of the operations on applications. */
export const applicationOptions: INodeProperties[] = [
	optionFor(['delete'], {
		displayName: 'Attached Providers',
		name: 'attachedProviders',
		type: 'options',
		options: [
			{
				name: 'Delete Providers Too',
				value: 'delete',
				description: 'What they provisioned stays at their targets',
			},
			{
				name: 'Detach Providers First',
				value: 'detach',
				description: 'They stay, and sync no more until they are attached again',
			},
			{ name: 'Refuse While There Are Some', value: 'refuse' },
		],
		default: 'refuse',
		description: 'What becomes of SCIM and other backchannel providers of the application',
	}),
	optionFor(
		['getAll'],
		orderBy(
			[
				{ name: 'Group, A to Z', value: 'group' },
				{ name: 'Name, A to Z', value: 'name' },
				{ name: 'Name, Z to A', value: '-name' },
				{ name: 'Slug, A to Z', value: 'slug' },
			],
			'name',
		),
	),
	...outputOptions.map((option) => optionFor(['get', 'getAll'], option)),
	optionFor(
		['getAll'],
		queryField('superuser_full_list', boolean, {
			displayName: 'Superuser Full List',
			name: 'superuserFullList',
			type: 'boolean',
			default: false,
			description:
				"Whether a superuser's token lists all applications, which it does unless this is off. Otherwise authentik lists only what the token's user may open, from a cache that lives a day.",
		}),
	),
];
