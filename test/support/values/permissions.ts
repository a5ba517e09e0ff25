/** Permissions by their code names, by operations of this node that need them, and their models. */
import * as fc from 'fast-check';

import type { Kind, Sample } from './kind';
import { anyText, bad, composite, forms, oneOf } from './kind';

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/);
const codeName = fc.tuple(word, word).map(([app, name]) => `authentik_${app}.${name}`);

const noCodeName = anyText.filter(
	(given) => !/^\s*[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\s*$/.test(given),
);

export const permissionNames: Kind = {
	good: fc.oneof(
		fc
			.uniqueArray(codeName, { minLength: 1, maxLength: 3 })
			.chain((list) =>
				forms(list, list, list.join(','), ` ${list.join(' , ')} `, JSON.stringify(list)),
			),
		fc.constantFrom<Sample>(
			{ given: ['event.get'], sent: ['authentik_events.view_event'] },
			{
				given: 'group.delete,authentik_core.view_group',
				sent: ['authentik_core.view_group', 'authentik_core.delete_group'],
			},
		),
	),
	bad: bad(
		fc.oneof(
			noCodeName.filter((given) => !given.includes(',') && !given.trim().startsWith('[')),
			oneOf([], ['view_user'], 'view_user', 'Core.view', 'a.b.c', [7], 7, true, [['a.b']], 'a.'),
		),
	),
};

export const modelName: Kind = {
	good: codeName.chain((name) => forms(name, name, ` ${name}\n`)),
	bad: bad(fc.oneof(composite, noCodeName, oneOf(7, true, 'user', 'authentik_core.User'))),
};
