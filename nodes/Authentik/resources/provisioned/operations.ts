import { pathField } from '../../operation/fields';
import { ifNotFound } from '../../operation/ifNotFound';
import { outputParameters } from '../../operation/output';
import { replaceWith } from '../../operation/postReceive';
import type { Operation } from '../../operation/types';
import { filters, furtherOptions } from '../../parameters/collections';
import { limit, returnAll } from '../../parameters/listFields';
import { uuid } from '../../rules/ids';
import { DELETED } from '../../transport/exchangeItem';
import { linkFields } from './fields';
import { linkFilters } from './filters';
import type { Provisioned } from './kinds';

/** The operations on the links between one kind of authentik's objects and remote ones. */
export function provisionedOperations(kind: Provisioned): Operation[] {
	const { resource, noun, path, locator, columns } = kind;
	const one = `${path}{${resource}}/`;
	const linkInPath = pathField(uuid, locator);
	return [
		{
			name: 'Get',
			value: 'get',
			action: `Get provisioned ${noun}`,
			description: `Retrieve the link of a ${noun} to its remote object, with the target's last response`,
			request: { method: 'GET', url: one },
			parameters: [linkInPath, ...outputParameters, furtherOptions([ifNotFound.parameter])],
			columns,
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: `Get many provisioned ${noun}s`,
			description: `Retrieve a list of ${noun}s linked to objects at SCIM targets`,
			request: { method: 'GET', url: path },
			isList: true,
			parameters: [returnAll, limit, ...outputParameters, filters(linkFilters(kind))],
			columns,
		},
		{
			name: 'Link',
			value: 'link',
			action: `Link ${noun} to remote object`,
			description: `Link a ${noun} to an existing object at the target`,
			request: { method: 'POST', url: path },
			parameters: linkFields(kind),
			columns,
		},
		{
			name: 'Unlink',
			value: 'unlink',
			action: `Unlink ${noun} from remote object`,
			description:
				'Remove the link to the remote object, which is kept. The next sync links it again, or creates another object.',
			request: { method: 'DELETE', url: one },
			parameters: [linkInPath],
			postReceive: [replaceWith(DELETED)],
			about: { id: linkInPath },
		},
	];
}
