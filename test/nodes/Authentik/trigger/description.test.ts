/** What n8n shows of the trigger, and what saved workflows contain of it. */
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeTypes,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import { AuthentikPollTrigger } from '../../../../nodes/Authentik/AuthentikPollTrigger.node';
import { AuthentikTrigger } from '../../../../nodes/Authentik/AuthentikTrigger.node';
import { eventActions } from '../../../../nodes/Authentik/resources/event/actions';
import type { Release } from '../../../../nodes/Authentik/shared/releases';
import { matchersFor } from '../../../../nodes/Authentik/trigger/matchers';

const { description, methods } = new AuthentikTrigger();
const byName = (name: string) =>
	description.properties.find((property) => property.name === name) as INodeProperties;
const optionsOf = (name: string) => byName(name).options as INodeProperties[];
const choices = byName('events').options as INodePropertyOptions[];
const names = choices.map(({ value }) => String(value));
const nodeWith = (parameters: INodeParameters): INode => ({
	id: '1',
	name: 'authentik Trigger',
	type: 'n8n-nodes-authentik.authentikTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

it('has the parameter names and choices of saved workflows', () => {
	expect(description.properties.map(({ name }) => name)).toEqual([
		'authentication',
		'events',
		'ownEventsNotice',
		'filters',
		'options',
	]);
	expect(optionsOf('filters').map(({ name }) => name)).toEqual([
		'app',
		'clientIp',
		'object',
		'objectType',
		'username',
	]);
	expect(optionsOf('options').map(({ name }) => name)).toEqual([
		'allowDuplicates',
		'allowOwnEvents',
		'rawOutput',
		'receiver',
	]);
	expect(names).toEqual([
		'accessRequest',
		'accessReview',
		'any',
		'applicationAuthorized',
		'applicationChanged',
		'configurationProblem',
		'emailSent',
		'exportReady',
		'flowExecuted',
		'groupCreated',
		'groupDeleted',
		'groupMembershipChanged',
		'groupUpdated',
		'impersonation',
		'invitationUsed',
		'login',
		'loginFailed',
		'logout',
		'objectChanged',
		'passwordChanged',
		'scimProviderChanged',
		'secretViewed',
		'sourceLinked',
		'suspiciousRequest',
		'systemTaskExecuted',
		'updateAvailable',
		'userCreated',
		'userDeleted',
		'userOffboarded',
		'userUpdated',
		'userWritten',
	]);
});

describe('the polling trigger', () => {
	const { description: polling } = new AuthentikPollTrigger();
	const own = (name: string) => polling.properties.find((property) => property.name === name);

	it('has the same parameters, so that a workflow can change from one to the other', () => {
		expect(polling.polling).toBe(true);
		expect(polling.properties.map(({ name }) => name)).toEqual(
			description.properties.map(({ name }) => name),
		);
		for (const name of ['authentication', 'events', 'ownEventsNotice', 'filters']) {
			expect(own(name)).toEqual(byName(name));
		}
	});

	it('has options of its own, sorted by their labels', () => {
		const options = (own('options')?.options ?? []) as INodeProperties[];
		expect(options.map(({ name }) => name)).toEqual([
			'allowOwnEvents',
			'maximumEvents',
			'rawOutput',
			'startFromNow',
		]);
		for (const name of ['allowOwnEvents', 'rawOutput']) {
			const [here, there] = [options, optionsOf('options')].map((list) =>
				list.find((option) => option.name === name),
			);
			expect(here).toEqual(there);
		}
		const labels = options.map(({ displayName }) => displayName);
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});
});

it.each([
	['choices', choices.map(({ name }) => name)],
	['filters', optionsOf('filters').map(({ displayName }) => displayName)],
	['options', optionsOf('options').map(({ displayName }) => displayName)],
])('%s are sorted by their labels', (_what, labels) => {
	expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
});

it('names its choices as sentences for the node panel', () => {
	const action = (value: string) => choices.find((choice) => choice.value === value)?.action;
	expect(action('scimProviderChanged')).toBe('On SCIM provider changed');
	expect(action('loginFailed')).toBe('On login failed');
});

it('says which choices need a newer authentik', () => {
	expect(choices.map(({ name }) => name).filter((name) => name.includes('('))).toEqual([
		'Access Request (2026.8+)',
		'Access Review (2026.2+)',
		'Export Ready (2025.12+)',
		'User Offboarded (2026.8+)',
	]);
});

it.each([
	[[], ''],
	[['userCreated'], 'User Created'],
	[['userCreated', 'loginFailed'], 'User Created, Login Failed'],
	[['scimProviderChanged', 'any', 'login'], 'SCIM Provider Changed, Any Event + 1'],
	[['gone', 'login', 'logout', 'any'], 'gone, Login + 2'],
])('the canvas shows %j as %j', (events, subtitle) => {
	const node = nodeWith({ events });
	const nodeTypes: INodeTypes = {
		getByName: () => new AuthentikTrigger(),
		getByNameAndVersion: () => new AuthentikTrigger(),
		getKnownTypes: () => ({}),
	};
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const shown = String(description.subtitle);
	expect(expression.getSimpleParameterValue(node, shown, 'internal', {})).toBe(subtitle);
});

it.each([
	[{}, true],
	[{ allowOwnEvents: false }, true],
	[{ allowOwnEvents: true }, false],
	[{ rawOutput: true }, true],
])('the notice about own events with the options %j is shown: %p', (options, isShown) => {
	const node = nodeWith({ options });
	const notice = byName('ownEventsNotice');
	expect(NodeHelpers.displayParameter(node.parameters, notice, node, description)).toBe(isShown);
});

it('has a choice for every action that authentik logs', () => {
	const newest: Release = '2026.8';
	const seen = names.filter((name) => name !== 'any');
	const actions = matchersFor(seen, newest).map(({ action }) => action);
	expect(
		eventActions.map(({ value }) => value).filter((value) => !actions.includes(String(value))),
	).toEqual([]);
});

it('requests everything from authentik once, whatever else is chosen', () => {
	expect(matchersFor(names, '2026.8')).toEqual([{ action: null, model: null }]);
	expect(matchersFor(['userCreated', 'userCreated', 'objectChanged'], '2025.4')).toEqual([
		{ action: 'model_created', model: 'authentik_core.user' },
		{ action: 'model_created', model: null },
		{ action: 'model_updated', model: null },
		{ action: 'model_deleted', model: null },
	]);
});

it('narrows everything to one kind of object on request', () => {
	expect(matchersFor(['any'], '2025.4', 'authentik_core.user')).toEqual([
		{ action: null, model: 'authentik_core.user' },
	]);
});

it('refuses an unknown choice', () => {
	expect(() => matchersFor(['login', 'gone'], '2026.8')).toThrow(
		`'Trigger On' has no event "gone"`,
	);
});

it('the picker of receivers exists', () => {
	const [list] = optionsOf('options').find(({ name }) => name === 'receiver')?.modes ?? [];
	expect(methods.listSearch).toHaveProperty(String(list.typeOptions?.searchListMethod));
});
