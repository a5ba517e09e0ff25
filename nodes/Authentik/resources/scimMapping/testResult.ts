import type { IDataObject, PostReceiveAction } from 'n8n-workflow';
import { jsonParse, NodeOperationError } from 'n8n-workflow';

import type { MappingTest } from '../../shared/apiTypes';

/** authentik answers 200 even if the expression fails; the result is then the traceback. */
export const readTestResult: PostReceiveAction = async function (items) {
	return items.map(({ json }) => {
		const { result, successful } = json as MappingTest;
		if (successful) {
			return {
				json: {
					successful,
					result: jsonParse<IDataObject | string>(result, { fallbackValue: result }),
				},
			};
		}
		const lines = result.trim().split('\n');
		throw new NodeOperationError(
			this.getNode(),
			`The expression failed: ${lines[lines.length - 1].trim()}`,
			{ description: result, itemIndex: this.getItemIndex() },
		);
	});
};
