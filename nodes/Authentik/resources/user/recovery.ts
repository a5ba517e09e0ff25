import type { IDataObject } from 'n8n-workflow';

import { uuid } from '../../rules/ids';
import { rememberLabel } from '../../shared/labels';
import { EMAIL_STAGE_IN, inSpan } from '../../shared/releases';
import { releaseOf } from '../../transport/release';
import type { Action } from '../../transport/send';

rememberLabel('email_stage', 'Email Stage');

/**
 * Names the chosen stage where the server's release looks for it. A release that cannot be read gets it in
 * both places: none minds the other.
 */
export const stageInRequest: Action = async function (requestOptions) {
	const located = this.getNodeParameter('emailStage', undefined, { extractValue: true });
	const stage = uuid(located, 'Email Stage');
	const release = await releaseOf(this);
	if (!release || inSpan(release, EMAIL_STAGE_IN.query)) {
		requestOptions.qs = { ...requestOptions.qs, email_stage: stage };
	}
	if (!release || inSpan(release, EMAIL_STAGE_IN.body)) {
		requestOptions.body = { ...(requestOptions.body as IDataObject), email_stage: stage };
	}
};
