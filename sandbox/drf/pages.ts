import { has, type Call } from '../core/call';
import { BEHAVIOUR } from '../core/releases';
import { detail } from './errors';
import { TEXTS } from './messages';

/** One page of a list, with authentik's own page numbers: 0 means "none". */
export interface Page<Row> {
	pagination: {
		next: number;
		previous: number;
		count: number;
		current: number;
		total_pages: number;
		start_index: number;
		end_index: number;
	};
	rows: Row[];
}

/** The requested page. The first one always exists; any other must exist. */
export function pageOf<Row>(rows: Row[], call: Call): Page<Row> {
	const size = sizeOf(call);
	const pages = Math.max(1, Math.ceil(rows.length / size));
	const asked = call.query.get('page') ?? '1';
	const current = asked === 'last' ? pages : wholeNumber(asked);
	if (current === undefined || current < 1 || current > pages) throw detail(404, TEXTS.invalidPage);
	const start = (current - 1) * size;
	const onPage = rows.slice(start, start + size);
	return {
		pagination: {
			next: current < pages ? current + 1 : 0,
			previous: current - 1,
			count: rows.length,
			current,
			total_pages: pages,
			start_index: rows.length === 0 ? 0 : start + 1,
			end_index: start + onPage.length,
		},
		rows: onPage,
	};
}

function sizeOf(call: Call): number {
	const { default: usual, max } = call.authentik.pageSize;
	const asked = wholeNumber(call.query.get('page_size') ?? '');
	if (asked === undefined || asked < 1) return usual;
	return Math.min(asked, max);
}

/** The result of Python's `int` for a text. */
function wholeNumber(text: string): number | undefined {
	return /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** The page size of a release, unless its administrator changes it. */
export function usualPageSize(smallPages: boolean): { default: number; max: number } {
	return smallPages ? { default: 20, max: 100 } : { default: 100, max: Infinity };
}

/** The keys of a list that some releases add. */
export function extrasOf(call: Call): Record<string, unknown> {
	return has(call, BEHAVIOUR.autocomplete) ? { autocomplete: {} } : {};
}
