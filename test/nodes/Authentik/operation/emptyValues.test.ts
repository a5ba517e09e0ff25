/** With Ignore Empty Values, empty cells of a table are left out; without it, they keep their usual meaning. */
import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../../../sandbox';
import { locator, requestsTo, runNode } from '../../../support/node';
import { useSandbox } from '../../../support/sandbox';

const sandbox = useSandbox('2026.2');

const bodies = () =>
	requestsTo(sandbox()).flatMap(({ method, body }) => (method === 'GET' ? [] : [body]));
const person = () => {
	const username = `u${Math.random()}`;
	const fields = { name: 'Ada', email: 'ada@example.com', path: 'users/a' };
	return { ...fields, username, pk: Number(sandbox().addUser({ username, ...fields }).pk) };
};
const BLANK = {
	email: '={{ $json.email }}',
	path: '={{ $json.path }}',
	roles: '={{ $json.roles }}',
	attributes: '={{ $json.attributes }}',
	isActive: '={{ $json.active }}',
};
const ROW = { email: '', path: ' ', roles: null, active: '' };
const options = { ignoreEmptyValues: true };

const run = async (parameters: IDataObject, row: IDataObject = ROW) =>
	await runNode(sandbox(), { resource: 'user', ...parameters }, { items: [row] });

it('leaves them out of an update', async () => {
	const { pk, email } = person();
	const updateFields = { ...BLANK, name: 'Grace' };
	const { json, error } = await run({
		operation: 'update',
		user: locator(pk),
		updateFields,
		options,
	});
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ name: 'Grace', email });
	expect(bodies()).toEqual([{ name: 'Grace' }]);
});

it('returns the object as it is when all are empty', async () => {
	const { pk, username } = person();
	const { json, error } = await run({
		operation: 'update',
		user: locator(pk),
		updateFields: BLANK,
		options,
	});
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ pk, username });
	expect(bodies()).toEqual([]);
});

it('still refuses an update without fields', async () => {
	const { error } = await run({ operation: 'update', user: locator(person().pk), options });
	expect(error?.message).toBe('No fields to update');
});

it('leaves them out of a creation, and of an update of the same', async () => {
	const username = `u${Math.random()}`;
	const upsert = { operation: 'upsert', username, additionalFields: BLANK, options };
	expect((await run(upsert)).error).toBeUndefined();
	expect((await run(upsert)).error).toBeUndefined();
	expect(bodies()).toEqual([{ username, name: '' }, { username }]);
});

it('keeps false, 0 and empty lists', async () => {
	const { pk } = person();
	const updateFields = { isActive: false, roles: '={{ [] }}', attributes: '{}' };
	await run({ operation: 'update', user: locator(pk), updateFields, options });
	expect(bodies()).toEqual([{ is_active: false, roles: [], attributes: {} }]);
});

it('does not ignore an empty required field', async () => {
	const { error } = await run({ operation: 'upsert', username: '={{ $json.email }}', options });
	expect(error?.message).toContain("'Username'");
	expect(sandbox().requests).toEqual([]);
});

it('is off by default', async () => {
	const { pk } = person();
	const user = locator(pk);
	const cleared = { operation: 'update', user, updateFields: { email: BLANK.email } };
	await run({ ...cleared, options: { ignoreEmptyValues: false } });
	expect(bodies()).toEqual([{ email: '' }]);
	const { error } = await run({ ...cleared, updateFields: { path: BLANK.path } });
	expect(error?.message).toContain("'Path' must not be empty");
});

it('leaves out an empty parent of a group, and a field that the release does not have', async () => {
	const old = await startSandbox({ release: '2025.10' });
	const group = locator(String(old.addGroup({}).pk));
	const updateFields = {
		parent: locator('', 'list'),
		parents: '={{ $json.x }}',
		isSuperuser: 'no',
	};
	const { json, error } = await runNode(old, {
		resource: 'group',
		operation: 'update',
		group,
		updateFields: { ...updateFields, isSuperuser: false },
		options,
	});
	await old.close();
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ is_superuser: false });
});
