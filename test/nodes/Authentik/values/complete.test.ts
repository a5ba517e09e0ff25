/** The trial of values covers every field and every operation. */
import { FIELDS } from '../../../support/values/fields';
import { OPERATIONS } from '../../../support/values/operations';
import { operationOf } from '../../../support/values/trial';
import { fields, pathOf, resources } from '../../../support/values/walk';
import { ways } from '../../../support/values/ways';

it('every field has generators, and none are left over', () => {
	const unknown = fields.filter(({ facts }) => facts === undefined);
	expect(unknown.map((field) => `${field.operation} ${pathOf(field)}`)).toEqual([]);
	const used = new Set(fields.map(({ facts }) => facts));
	expect(Object.keys(FIELDS).filter((key) => !used.has(FIELDS[key]))).toEqual([]);
});

it('every operation has a request, and none is left over', () => {
	const all = Object.entries(resources).flatMap(([resource, operations]) =>
		operations.map((operation) => `${resource}.${operation}`),
	);
	expect([...new Set(Object.keys(OPERATIONS).map(operationOf))].sort()).toEqual(all.sort());
});

it('every field that an empty value clears says so', () => {
	const silent = ways.filter(
		({ kind, parameter }) => kind.clears && !/\bempty\b/i.test(parameter.description ?? ''),
	);
	expect(silent.map((way) => `${way.operation} ${pathOf(way)}`)).toEqual([]);
});
