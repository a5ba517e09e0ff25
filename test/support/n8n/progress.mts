import { statfs } from 'node:fs/promises';

const EVERY_MS = 5000;
const GB = 1e9;

/** The free space at `folder`, in GB. */
export async function roomAt(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return (bavail * bsize) / GB;
}

/**
 * Prints a line every few seconds while something runs that prints nothing itself.
 * @param what it does
 * @param folder whose disk it fills
 */
export async function withProgress<T>(
	what: string,
	folder: string,
	work: () => Promise<T>,
): Promise<T> {
	const start = Date.now();
	const room = await roomAt(folder);
	const seconds = () => Math.round((Date.now() - start) / 1000);
	const timer = setInterval(async () => {
		// Other programs write too, so this is only a sign that something happens.
		const used = Math.max(0, room - (await roomAt(folder)));
		console.error(`  ${what}: ${seconds()} s, about ${used.toFixed(1)} GB written`);
	}, EVERY_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		console.error(`  ${what}: ended after ${seconds()} s`);
	}
}
