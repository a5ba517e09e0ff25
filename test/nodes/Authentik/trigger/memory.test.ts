import { memoryOf } from '../../../../nodes/Authentik/trigger/memory';

it('forgets the oldest key when it is full, and no other', () => {
	const memory = memoryOf('full');
	for (let key = 0; key <= 10_000; key++) memory.add(`key ${key}`);
	expect(memory.has('key 0')).toBe(false);
	expect(memory.has('key 1')).toBe(true);
	expect(memory.has('key 10000')).toBe(true);
});

it('keeps triggers apart, and what was first', () => {
	expect(memoryOf('one').add('key', 'first')).toBe('first');
	expect(memoryOf('one').add('key', 'second')).toBe('first');
	expect(memoryOf('other').add('key', 'second')).toBe('second');
	memoryOf('one').delete('key');
	expect(memoryOf('one').has('key')).toBe(false);
});
