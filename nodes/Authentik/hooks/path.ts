import type { PreSendAction } from 'n8n-workflow';

import type { Parse } from '../rules/rule';
import { preSend } from './preSend';

/**
 * Puts the object that a locator names into the path: `{name}` in the operation's `url` becomes its id.
 * It belongs to the operation, not to the locator: n8n would read the locator's URL before any hook runs.
 * @param name of the locator, which is the name of the placeholder as well
 * @param parse what refuses everything that is no id of this kind
 */
export function pathFrom(name: string, label: string, parse: Parse): PreSendAction {
	return preSend(function (requestOptions) {
		const located = this.getNodeParameter(name, undefined, { extractValue: true });
		const id = encodeURIComponent(String(parse(located, label)));
		requestOptions.url = requestOptions.url.replace(`{${name}}`, id);
	});
}
