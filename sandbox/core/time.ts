const UNITS: Readonly<Record<string, number>> = {
	weeks: 604800,
	days: 86400,
	hours: 3600,
	minutes: 60,
	seconds: 1,
	milliseconds: 0.001,
};

/** The seconds of a time span such as `hours=3;minutes=1`. */
export function secondsOf(duration: string): number {
	return duration
		.split(';')
		.map((pair) => pair.split('='))
		.reduce((sum, [unit, amount]) => sum + (UNITS[unit.toLowerCase()] ?? 0) * Number(amount), 0);
}
