/** What the workflow receives of an event. */
import { ALICE, event, GROUP, useTrigger } from '../../../support/webhook';

const { host, starts } = useTrigger();

describe('the item', () => {
	const invitation = 'abcdefabcdefabcdefabcdefabcdefab';
	const dashed = 'abcdefab-cdef-abcd-efab-cdefabcdefab';
	const http_request = { path: '/x/', method: 'POST', args: {}, request_id: GROUP };
	const context = {
		model: { app: 'authentik_core', model_name: 'group', pk: invitation, name: 'Crew' },
		invitation_uuid: invitation,
		parents: [{ pk: invitation }],
		flow_uuid: [invitation],
		brand: { pk: 'a-slug-of-thirty-two-characters-' },
		pkce: invitation,
		note: invitation,
		http_request,
	};

	it('is the event, with the IDs as the API accepts them', async () => {
		const body = event({ action: 'model_updated', context });
		await starts(body);
		expect(host().items).toEqual([
			{
				pk: body.pk,
				action: 'model_updated',
				app: 'authentik.events.signals',
				user: ALICE,
				context: {
					model: { ...context.model, pk: dashed },
					invitation_uuid: dashed,
					parents: [{ pk: dashed }],
					flow_uuid: [dashed],
					brand: context.brand,
					pkce: invitation,
					note: invitation,
					http_request,
				},
				client_ip: '192.0.2.7',
				created: '2026-01-02T03:04:05.000006Z',
				severity: 'notice',
				model: { ...context.model, pk: dashed },
				changed_by: ALICE,
			},
		]);
	});

	it.each([
		['nobody', {}, null],
		['nobody who is signed in', { pk: 2, username: 'AnonymousUser', is_anonymous: true }, null],
		['an administrator as somebody else', { ...ALICE, on_behalf_of: { pk: 8 } }, ALICE],
	])('changed by %s', async (_who, user, expected) => {
		await starts(event({ user }));
		expect(host().items[0]).toMatchObject({ changed_by: expected, model: null });
	});

	it('is what authentik sent when not simplified', async () => {
		host().edit({ events: ['any'], options: { rawOutput: true } });
		const body = event({ context, something: 'else' });
		await starts(body);
		expect(host().items).toEqual([body]);
	});
});
