import type { IDataObject } from 'n8n-workflow';

import { Refusal } from '../rules/refusal';
import type { AnyObject, Page } from '../shared/apiTypes';
import { spelledOut, spellingsOf } from '../rules/visible';
import { request } from '../transport/request';
import { allRows } from '../transport/rows';
import { cachedPerRun } from '../transport/runCache';
import type { Sender } from '../transport/session';
import type { Kind } from './kinds';

/** How many of the objects with the same name an error lists. */
const LISTED = 5;

/** The error for a name that no object has. */
export class NothingFound extends Refusal {
	/** @param similar names that differ only in case */
	constructor(
		message: string,
		description: string,
		readonly similar: string[],
	) {
		super(message, description);
	}
}

/** A list that can be searched. */
type Searched = Pick<Kind, 'url' | 'qs' | 'permission' | 'hidesRows'>;

/** Rows of a list, and the total count if there are more. */
interface Asked {
	results: AnyObject[];
	count?: number;
}

/** The result of a lookup: how many objects match, and the first of them. */
interface Found {
	count: number;
	rows: AnyObject[];
}

/**
 * The ID of the one object with this name, as authentik returns it. Looked up once for all items of a run.
 * @param column the kind of name, such as the username
 * @param wanted as returned by name()
 * @throws Refusal if more than one object has the name, NothingFound if none has; NodeApiError see exchange()
 */
export async function lookUp(
	sender: Sender,
	kind: Kind,
	column: string,
	wanted: string,
): Promise<unknown> {
	const { count, rows } = await cachedPerRun(
		sender,
		`${kind.url}?${column}=${wanted}`,
		async () => await find(sender, kind, column, wanted),
	);
	if (count === 1) return rows[0][kind.id];
	if (count > 1) throw severalFound(kind, column, wanted, { count, rows });
	throw nothingFound(kind, column, wanted, await similarNames(sender, kind, column, wanted));
}

/**
 * The names that differ from the wanted one only in case, if none matches exactly.
 * @param kind the list to search, which searches this column
 */
export async function similarNames(
	sender: Sender,
	kind: Searched,
	column: string,
	wanted: string,
): Promise<string[]> {
	const rows = await similarRows(sender, kind, [column], wanted);
	return [...new Set(rows.map((row) => String(row[column])))];
}

/** The rows with such a name in any of these columns; see similarNames(). */
export async function similarRows(
	sender: Sender,
	kind: Searched,
	columns: string[],
	wanted: string,
): Promise<AnyObject[]> {
	const isSimilar = (text: unknown) => folded(String(text)) === folded(wanted);
	return await cachedPerRun(sender, `${kind.url}?search ${columns.join()}=${wanted}`, async () => {
		const similar = new Map<unknown, AnyObject>();
		for (const spelling of spellingsOf(wanted)) {
			for (const row of (await search(sender, kind, spelling)).results) {
				if (columns.some((column) => isSimilar(row[column]))) similar.set(row.pk, row);
			}
		}
		return [...similar.values()];
	});
}

/**
 * The rows with a name, in the first spelling that any row has.
 * @param ask returns the list for one spelling. The rows are compared, since a filter that gets lost on the way must
 *   not select somebody else.
 */
export async function findExact(
	column: string,
	wanted: string,
	ask: (spelling: string) => Promise<Asked>,
): Promise<Found> {
	for (const spelling of spellingsOf(wanted)) {
		const { results, count = results.length } = await ask(spelling);
		const rows = results.filter((row) => row[column] === spelling);
		// authentik also counts rows that it does not show.
		if (rows.length > 0) return { count: rows.length < results.length ? rows.length : count, rows };
	}
	return { count: 0, rows: [] };
}

async function find(sender: Sender, kind: Kind, column: string, wanted: string): Promise<Found> {
	return await findExact(column, wanted, async (spelling) =>
		kind.isSearched
			? await search(sender, kind, spelling)
			: await filter(sender, kind, { [column]: spelling }),
	);
}

/** The first rows of a list that match an exact filter, and the total count. */
async function filter(sender: Sender, { url, qs, permission }: Kind, by: IDataObject) {
	const query = { ...qs, ...by, page_size: LISTED };
	const { results, pagination } = await request<Page<AnyObject>>(
		sender,
		{ url, qs: query },
		{ permissions: [permission] },
	);
	return { results, count: pagination.count };
}

/** All rows of a list that contain a text. */
async function search(sender: Sender, { url, qs, permission, hidesRows }: Searched, text: string) {
	const list = { url, qs: { ...qs, search: text } };
	const results = await allRows<AnyObject>(
		sender,
		list,
		{ permissions: [permission] },
		{ hidesRows },
	);
	return { results };
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();

function nothingFound(
	{ noun, modes }: Kind,
	column: string,
	wanted: string,
	similar: string[],
): NothingFound {
	const title = `No ${noun} found with the ${modes[column]} "${wanted}"`;
	if (similar.length === 0) {
		return new NothingFound(
			title,
			"Nothing was changed in authentik. Check the spelling: the match is exact and case-sensitive. The token's user also needs permission to view the object.",
			similar,
		);
	}
	const others = similar.map((one) => `"${spelledOut(one)}"`).join(', ');
	return new NothingFound(
		`${title}, but ${others} exists`,
		`Nothing was changed in authentik. Use the name as it is stored: authentik is case-sensitive, and treats "${wanted}" as another ${noun}.`,
		similar,
	);
}

function severalFound(
	{ noun, modes, id }: Kind,
	column: string,
	wanted: string,
	{ count, rows }: Found,
): Refusal {
	const more = count > rows.length ? ` and ${count - rows.length} more` : '';
	const ids = rows.map((row) => String(row[id])).join(', ');
	return new Refusal(
		`${count} ${noun}s have the ${modes[column]} "${wanted}"`,
		`Nothing was changed in authentik. Choose one by its ${id === 'pk' ? 'ID' : 'slug'}: ${ids}${more}.`,
	);
}
