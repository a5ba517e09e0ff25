import type {
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeProperties,
} from 'n8n-workflow';

import type { OwnOption, OwnParameter } from '../../operation/fields';
import { isAdded, ownOption, ownParameter } from '../../operation/fields';
import type { Named } from '../../operation/namesOrIds';
import { findAll } from '../../operation/namesOrIds';
import type { Field } from '../../operation/types';
import type { Reference } from '../../rules/references';
import { Refusal } from '../../rules/refusal';
import type { Parse } from '../../rules/rule';
import { shown } from '../../rules/rule';
import { text } from '../../rules/text';
import type { AnyObject } from '../../shared/apiTypes';
import { partialFailure } from '../../transport/partialFailure';
import { changeMembership } from './membership';
import { preview } from './preview';

/** A list to make exact, and the limit for its changes. */
export interface ExactList {
	kind: Named;
	/** The field that the limit applies to and that names an object in the output. */
	title: 'name' | 'username';
	wanted: OwnParameter<Reference[]>;
	onlyAmong: OwnOption<Reference[]>;
	onlyAmongPrefix: OwnOption<string>;
}

/** The parameters of one side: those for groups, and those for users. */
export function exactList(
	{ kind, title, rule }: Pick<ExactList, 'kind' | 'title'> & { rule: Parse<Reference[]> },
	texts: Record<'wanted' | 'onlyAmong' | 'onlyAmongPrefix', INodeProperties>,
): ExactList {
	const wanted = ownParameter(rule, texts.wanted);
	return {
		kind,
		title,
		wanted: { ...wanted, parameter: removingAll(wanted.parameter) },
		onlyAmong: ownOption(rule, texts.onlyAmong),
		onlyAmongPrefix: ownOption(text, texts.onlyAmongPrefix),
	};
}

/** An empty list removes everything, so it must be intentional. */
function removingAll(parameter: Field): Field {
	return { ...parameter, target: { ...parameter.target, removesAll: true } };
}

/** The changes that make a list exactly as wanted. */
interface Changes {
	added: AnyObject[];
	removed: AnyObject[];
	/** How many stay as they are. */
	kept: number;
}

/**
 * Makes a list exactly as wanted, or with Preview only returns what would change.
 * @param current the current entries, read within a lock
 * @param subject the owner of the list, for errors
 * @param membership the group and the user of an entry
 * @returns the changes as the output has them
 * @throws Refusal see changesTo(); Error that names what was done before a change failed
 */
export async function makeExact(
	context: IExecutePaginationFunctions,
	list: ExactList,
	current: AnyObject[],
	{ subject, membership }: { subject: string; membership: (row: AnyObject) => Membership },
): Promise<Changes & { isPreview: boolean }> {
	const { title } = list;
	const isPreview = preview.read(context);
	const changes = await changesTo(context, list, current);
	if (!isPreview) await makeChanges(context, changes, { subject, title }, membership);
	const { added, removed, kept } = changes;
	return { added: named(added, title), removed: named(removed, title), kept, isPreview };
}

/**
 * Compares the wanted entries with the current ones.
 * @throws Refusal if a name is unknown or ambiguous, or if the limit excludes a wanted entry
 */
async function changesTo(
	context: IExecuteSingleFunctions,
	list: ExactList,
	current: AnyObject[],
): Promise<Changes> {
	const { kind, title, wanted: given } = list;
	const { displayName } = given.parameter;
	const found = await findAll(context, kind, displayName, given.read(context), current);
	const wanted = [...new Map(found.map((row) => [row.pk, row])).values()];
	const isInBound = await boundOf(context, list, current);
	const outside = wanted.find((row) => !isInBound(row));
	if (outside) {
		throw new Refusal(
			`'${displayName}' contains ${shown(outside[title])}, which the limit in Options excludes`,
			'Nothing was changed in authentik. Remove it from the list, or extend the limit.',
		);
	}
	const pksOf = (rows: AnyObject[]) => new Set(rows.map(({ pk }) => pk));
	const [before, after] = [pksOf(current), pksOf(wanted)];
	const removed = current.filter((row) => !after.has(row.pk) && isInBound(row));
	return {
		added: wanted.filter(({ pk }) => !before.has(pk)),
		removed,
		kept: current.length - removed.length,
	};
}

/** Returns a check whether an object may be added or removed: all may, unless the user sets a limit. */
async function boundOf(
	context: IExecuteSingleFunctions,
	{ kind, title, onlyAmong, onlyAmongPrefix }: ExactList,
	current: AnyObject[],
): Promise<(row: AnyObject) => boolean> {
	const isSet = ({ parameter }: { parameter: Field }) =>
		isAdded(context, `options.${parameter.name}`);
	if (!isSet(onlyAmong) && !isSet(onlyAmongPrefix)) return () => true;
	const { displayName } = onlyAmong.parameter;
	const references = onlyAmong.read(context, []);
	const listed = await findAll(context, kind, displayName, references, current);
	const pks = new Set(listed.map(({ pk }) => pk));
	const prefix = isSet(onlyAmongPrefix) ? onlyAmongPrefix.read(context, '') : undefined;
	return (row) =>
		pks.has(row.pk) || (prefix !== undefined && String(row[title]).startsWith(prefix));
}

/** One membership to add or remove. */
interface Membership {
	group: AnyObject['pk'];
	user: AnyObject['pk'];
}

/** Adds what is missing, then removes the rest, one membership after another; see makeExact(). */
async function makeChanges(
	context: IExecutePaginationFunctions,
	{ added, removed }: Changes,
	{ subject, title }: { subject: string; title: ExactList['title'] },
	membership: (row: AnyObject) => Membership,
): Promise<void> {
	const tasks = [
		...added.map((row) => ({ row, change: 'add' as const })),
		...removed.map((row) => ({ row, change: 'remove' as const })),
	];
	const done: string[] = [];
	for (const { row, change } of tasks) {
		const name = shown(row[title]);
		try {
			await changeMembership(context, change, membership(row));
		} catch (error) {
			throw partialFailure(
				context,
				error as Error,
				`Changing ${subject} failed at ${name}`,
				`Completed before the failure: ${done.join(', ') || 'nothing'}. Run the item again to complete the others.`,
			);
		}
		done.push(`${change === 'add' ? 'added' : 'removed'} ${name}`);
	}
}

/** The ID and the name of each, for the output. */
function named(rows: AnyObject[], title: ExactList['title']): AnyObject[] {
	return rows.map((row) => ({ pk: row.pk, [title]: row[title] }));
}
