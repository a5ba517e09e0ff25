import {
	emailList,
	integerId,
	integerKey,
	uuid,
	uuidList,
} from '../../../../nodes/Authentik/hooks/parse';

const PK = '5f0c1a52-6f3b-4f6e-9a53-0a5d8f8a2f11';

it.each([
	PK,
	PK.toUpperCase(),
	PK.replace(/-/g, ''),
	` ${PK} `,
	'5F0C1A526f3b-4f6e9a530a5d8f8a2f11',
])('spells the UUID %p as authentik does', (given) => {
	expect(uuid(given, 'Group')).toBe(PK);
	expect(uuidList([given], 'Groups')).toEqual([PK]);
});

it.each<[unknown, string]>([
	['007', '7'],
	[7, '7'],
	['0', '0'],
	['000', '0'],
	['0090071992547409930', '90071992547409930'],
])('spells the ID %p as authentik does', (given, id) => {
	expect(integerId(given, 'User')).toBe(id);
	expect(integerKey(given, 'User')).toBe(Number(id));
});

it('reads e-mail addresses from lists and texts', () => {
	expect(emailList('a@example.com, b@example.com', 'CC')).toEqual([
		'a@example.com',
		'b@example.com',
	]);
	expect(emailList(['a@example.com'], 'CC')).toEqual(['a@example.com']);
	expect(() => emailList('a@example.com, ada', 'CC')).toThrow('which "ada" is not');
	expect(() => emailList('', 'CC')).toThrow("'CC'");
});
