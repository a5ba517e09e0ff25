import type { IDataObject } from 'n8n-workflow';

import type { Step } from '../../operation/types';
import { EMAIL_STAGE_IN, inSpan } from '../../shared/releases';
import { releaseOf } from '../../transport/release';

/**
 * Names the chosen stage where the server's release expects it. If the release can't be read, the stage is in both
 * places: each release ignores the other.
 */
export const stageInRequest: Step = async function (requestOptions) {
	const { email_stage: stage, ...body } = requestOptions.body as IDataObject;
	const release = await releaseOf(this);
	if (!release || inSpan(release, EMAIL_STAGE_IN.query)) {
		requestOptions.qs = { ...requestOptions.qs, email_stage: stage };
	}
	if (release && !inSpan(release, EMAIL_STAGE_IN.body)) requestOptions.body = body;
};
