import { withoutDashes } from '../../../rules/ids';
import type { LogLine } from '../../../shared/apiTypes';
import type { Task } from './tasks';

const NAMED = /:(?:manual|direct|m2m|delete)$/;

/** A user or group that is synced by itself. */
export interface SyncedObject {
	kind: 'user' | 'group';
	id: string;
}

/**
 * The tasks of a provider that are about one object, since more than one may be synced at the same time. From 2025.10
 * on, a task names its object and what started it (`…:<provider>:user:<id>:manual`; others end in direct, m2m or
 * delete). In earlier releases, lines of its log do.
 */
export function tasksOf({ kind, id }: SyncedObject, tasks: Task[]): Task[] {
	const name = `:${kind}:${withoutDashes(id)}:manual`;
	const own = (lines: LogLine[]) => lines.filter((line) => !isAboutOther(line, id));
	return tasks
		.filter(({ uid }) => !NAMED.test(uid) || withoutDashes(uid).endsWith(name))
		.map((task) => ({ ...task, log: own(task.log), earlier: own(task.earlier) }));
}

function isAboutOther({ attributes }: LogLine, id: string): boolean {
	const pk = attributes?.obj?.pk;
	return pk !== undefined && withoutDashes(String(pk)) !== withoutDashes(id);
}
