/** What a process uses while it runs an arm: time, CPU, memory, and how long its event loop was blocked. */
export interface Usage {
	wallMs: number;
	cpuMs: number;
	longestBlockMs: number;
	longestBlockCpuMs: number;
	/** When the longest block began, as a share of the run. */
	longestBlockAt: number;
	blocksOver50Ms: number;
	rssBeforeMb: number;
	rssPeakMb: number;
	heapPeakMb: number;
}

const BEAT_MS = 5;
const BEATS_PER_SAMPLE = 10;

/**
 * Starts measuring. A timer every 5 ms shows when the event loop was blocked, by how late it fires. The CPU time used
 * meanwhile distinguishes a busy process from one that waited for its turn on a busy machine. Memory in use is sampled
 * every 50 ms; the peak of the whole process is the operating system's.
 * @returns a function that ends the measurement and returns its figures
 */
export function watch(): () => Usage {
	const start = performance.now();
	const cpu = process.cpuUsage();
	const rssBefore = process.memoryUsage.rss();
	let last = start;
	let beats = 0;
	let heapPeak = 0;
	let lastCpu = cpu;
	let longest = { ms: 0, cpuMs: 0, at: 0 };
	let over50 = 0;

	function beat(): void {
		const now = performance.now();
		const late = now - last - BEAT_MS;
		if (late > 50) over50++;
		const used = process.cpuUsage();
		if (late > longest.ms) {
			const cpuMs = (used.user + used.system - lastCpu.user - lastCpu.system) / 1000;
			longest = { ms: late, cpuMs, at: last - start };
		}
		last = now;
		lastCpu = used;
		if (beats++ % BEATS_PER_SAMPLE === 0) {
			heapPeak = Math.max(heapPeak, process.memoryUsage().heapUsed);
		}
	}
	const timer = setInterval(beat, BEAT_MS);

	return () => {
		const { user, system } = process.cpuUsage(cpu);
		const wallMs = performance.now() - start;
		beat();
		clearInterval(timer);
		return {
			wallMs,
			cpuMs: (user + system) / 1000,
			longestBlockMs: longest.ms,
			longestBlockCpuMs: longest.cpuMs,
			longestBlockAt: longest.at / wallMs,
			blocksOver50Ms: over50,
			rssBeforeMb: rssBefore / 2 ** 20,
			rssPeakMb: process.resourceUsage().maxRSS / 2 ** 10,
			heapPeakMb: heapPeak / 2 ** 20,
		};
	};
}
