import type {
	Device,
	EmailStage,
	Event,
	Flow,
	Invitation,
	Reputation,
} from '@goauthentik/api-2026.8';

import type { Dictionary } from './models';
import type { Columns } from './wire';

/** What is stored of how people sign in and what they do: see `models.ts`. */

export type FlowRow = Columns<
	Flow,
	'pk' | 'name' | 'slug' | 'title' | 'background' | 'stages' | 'policies' | 'compatibility_mode'
> & {
	designation: string;
	policy_engine_mode: string;
	layout: string;
	denied_action: string;
	authentication: string;
};

export type InvitationRow = Columns<
	Invitation,
	'pk' | 'name' | 'expires' | 'single_use' | 'flow'
> & { fixed_data: Dictionary; created_by: number };

export type EmailStageRow = Columns<EmailStage, 'pk' | 'name' | 'subject' | 'template'>;

/** An emailed link. */
export interface Mail {
	to: string;
	link: string;
}

/** A user's sign-in in a browser. */
export interface SessionRow {
	pk: string;
	user: number;
	last_ip: string;
	last_user_agent: string;
	last_used: string;
	expires: string;
}

/** The kinds of devices in the order of their apps, enterprise ones last. */
export const DEVICE_KINDS = [
	'duo',
	'email',
	'sms',
	'static',
	'totp',
	'webauthn',
	'endpoint',
] as const;

export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** What users prove their identity with. */
export type DeviceRow = Columns<
	Device,
	'name' | 'confirmed' | 'created' | 'last_updated' | 'last_used'
> & {
	/** Unique within its kind. */
	pk: string | number;
	kind: DeviceKind;
	user: number;
	/** Of a static device: its recovery codes. */
	tokens: string[];
	/** Of an SMS device. */
	phone_number: string;
	/** Of an email device. */
	email: string;
};

/** The reputation of an identifier at an address: less with each failed sign-in. */
export type ReputationRow = Columns<
	Reputation,
	'pk' | 'identifier' | 'ip' | 'score' | 'updated'
> & {
	ip_geo_data: Dictionary;
	ip_asn_data: Dictionary;
};

/** The look of the pages and the flows that they use; there is only one brand. */
export interface BrandRow {
	pk: string;
	name: string;
	flow_recovery: string | null;
}

/** What happened, as PostgreSQL keeps it. */
export type EventRow = Columns<Event, 'pk' | 'app' | 'client_ip' | 'created' | 'expires'> & {
	action: string;
	user: Dictionary;
	context: Dictionary;
	brand: Dictionary;
};
