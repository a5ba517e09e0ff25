import type { EmailStageRow } from '../../../core/state/signin-models';
import { uuid, type State } from '../../../core/state/state';
import { computed } from '../../../drf/field';
import { exact } from '../../../drf/filters';
import { Serializer } from '../../../drf/serializer';
import { byUuid, type Viewset } from '../../../drf/viewset';

const column = (name: keyof EmailStageRow) => computed((row: EmailStageRow) => row[name]);
const constant = (value: unknown) => computed(() => value);
const ATTEMPTS = { when: { from: '2025.8' } } as const;

/** `/stages/email/`, read-only: stages that send recovery emails. */
export const emailStages: Viewset<EmailStageRow> = {
	path: '/stages/email/',
	title: 'Email Stage',
	description: 'EmailStage Viewset',
	model: 'authentik_stages_email.emailstage',
	noun: 'EmailStage',
	lookup: byUuid,
	rows: (state) => state.emailStages.all(),
	serializer: new Serializer<EmailStageRow>({
		pk: column('pk'),
		name: column('name'),
		component: constant('ak-stage-email-form'),
		verbose_name: constant('Email Stage'),
		verbose_name_plural: constant('Email Stages'),
		meta_model_name: constant('authentik_stages_email.emailstage'),
		flow_set: constant([]),
		use_global_settings: constant(true),
		host: constant('localhost'),
		port: constant(25),
		username: constant(''),
		use_tls: constant(false),
		use_ssl: constant(false),
		timeout: constant(10),
		from_address: constant('system@authentik.local'),
		token_expiry: constant('minutes=30'),
		subject: column('subject'),
		template: column('template'),
		activate_user_on_success: constant(false),
		recovery_max_attempts: computed(() => 5, ATTEMPTS),
		recovery_cache_timeout: computed(() => 'minutes=5', ATTEMPTS),
	}),
	filters: { name: exact() },
	search: ['name'],
	ordering: ['name'],
};

/** Adds an email stage to the state. */
export function addEmailStage(values: Partial<EmailStageRow>, state: State): EmailStageRow {
	return state.emailStages.add({
		name: 'email',
		subject: 'authentik',
		template: 'email/password_reset.html',
		...values,
		pk: uuid(),
	});
}
