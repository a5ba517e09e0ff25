import { ownParameter } from '../../operation/fields';
import { boolean } from '../../rules/scalars';

/** Whether to only preview the changes; on in a new node. */
export const preview = ownParameter(boolean, {
	displayName: 'Preview',
	name: 'preview',
	type: 'boolean',
	default: true,
	description:
		'Whether to only return what would be done, without changing anything. Turn off to make the changes.',
});
