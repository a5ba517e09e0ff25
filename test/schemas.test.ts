/** What n8n shows of an operation's output before it runs matches the output. */
import Ajv from 'ajv';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { Authentik } from '../nodes/Authentik/Authentik.node';
import type { Span } from '../nodes/Authentik/shared/releases';
import {
	inSpan,
	INVITATION_EMAIL,
	RELEASES,
	ROLES_OF_USERS,
} from '../nodes/Authentik/shared/releases';
import { answersOf } from './support/answers';

const operations = new Authentik().description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) =>
		((displayOptions?.show?.resource ?? []) as string[]).flatMap((resource) =>
			(options as INodePropertyOptions[]).map(({ value }) => `${resource}/${String(value)}`),
		),
	);

/** The schema as it is published. */
function schemaOf(operation: string): IDataObject {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	return require(`../dist/nodes/Authentik/__schema__/v1.0.0/${operation}.json`) as IDataObject;
}

/** The same, but without unnamed properties. */
function closed(schema: IDataObject): IDataObject {
	const { properties, items, ...rest } = schema;
	delete rest.version;
	return {
		...rest,
		...(items ? { items: closed(items as IDataObject) } : {}),
		...(properties
			? {
					additionalProperties: false,
					properties: Object.fromEntries(
						Object.entries(properties as Record<string, IDataObject>).map(([name, inner]) => [
							name,
							closed(inner),
						]),
					),
				}
			: {}),
	};
}

it.each(operations)('%s has a schema', (operation) => {
	expect(schemaOf(operation)).toMatchObject({ type: 'object', version: 1 });
});

it.each([RELEASES[0], '2025.12', RELEASES[RELEASES.length - 1]] as const)(
	'the output for authentik %s matches',
	async (release) => {
		const answers = await answersOf(release);
		const spans: Record<string, Span> = {
			'invitation/sendEmail': INVITATION_EMAIL,
			'role/addUser': ROLES_OF_USERS,
			'role/removeUser': ROLES_OF_USERS,
		};
		const expected = operations.filter((operation) => inSpan(release, spans[operation]));
		expect(Object.keys(answers).sort()).toEqual(expected.sort());
		const misfits = Object.entries(answers).flatMap(([operation, items]) => {
			const ajv = new Ajv({ allErrors: true, logger: false });
			const validate = ajv.compile(closed(schemaOf(operation)));
			return items.flatMap((item) =>
				validate(item) ? [] : [`${operation}: ${ajv.errorsText(validate.errors)}`],
			);
		});
		expect(misfits).toEqual([]);
	},
);
