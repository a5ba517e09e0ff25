import type { IDataObject } from 'n8n-workflow';

import type { LogLine, Task } from './tasks';

const NAMED = /:(?:manual|direct|m2m|delete)$/;

/** A user or group that is synced by itself. */
export interface SyncedObject {
	kind: 'user' | 'group';
	id: string;
}

/**
 * What tasks of a provider tell of one object: several may be synced at the same time. From 2025.10 on, a task
 * names its object and what started it (`…:<provider>:user:<id>:manual`; others end in direct, m2m or delete);
 * before, lines of its log do.
 */
export function tasksOf({ kind, id }: SyncedObject, tasks: Task[]): Task[] {
	const name = `:${kind}:${plain(id)}:manual`;
	const own = (lines: LogLine[]) => lines.filter((line) => !isAboutOther(line, id));
	return tasks
		.filter(({ uid }) => !NAMED.test(uid) || plain(uid).endsWith(name))
		.map((task) => ({ ...task, log: own(task.log), earlier: own(task.earlier) }));
}

function isAboutOther({ attributes }: LogLine, id: string): boolean {
	const { pk } = (attributes?.obj ?? {}) as IDataObject;
	return pk !== undefined && plain(String(pk)) !== plain(id);
}

/** authentik writes UUIDs with dashes in one place, without them in another. */
export function plain(text: string): string {
	return text.replace(/-/g, '').toLowerCase();
}
