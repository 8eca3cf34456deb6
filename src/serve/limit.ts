const WINDOW_MS = 60_000;
/** Addresses remembered at once; beyond it the window begins anew for all. */
const ADDRESSES_MAX = 50_000;

/** Counts requests by address in windows of a minute: true while an address is within its limit. */
export function rateLimit(perMinute: number | null, now: () => number): (address: string) => boolean {
	if (perMinute === null) return () => true;
	let counts = new Map<string, number>();
	let began = now();
	return (address) => {
		const at = now();
		if (at - began >= WINDOW_MS || counts.size >= ADDRESSES_MAX) {
			counts = new Map();
			began = at;
		}
		const count = (counts.get(address) ?? 0) + 1;
		counts.set(address, count);
		return count <= perMinute;
	};
}
