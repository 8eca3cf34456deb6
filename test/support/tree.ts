import { existsSync, readFileSync } from "node:fs";

/** The processes that a process started and that live, by their ids (Linux). */
export function childrenOf(pid: number): readonly number[] {
	return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
		.trim()
		.split(" ")
		.filter(Boolean)
		.map(Number);
}

/** Resident megabytes of this process and its children, the most that was seen until the work is done. */
export async function peakOf(work: () => Promise<void>): Promise<number> {
	let peak = 0;
	const look = (): void => {
		const all = [process.pid, ...childrenOf(process.pid)].map(megabytesOf);
		peak = Math.max(
			peak,
			all.reduce((sum, each) => sum + each),
		);
	};
	const watch = setInterval(look, 20);
	// Where the work fails, too, or the process would watch for ever.
	await work().finally(() => clearInterval(watch));
	return peak;
}

function megabytesOf(pid: number): number {
	const path = `/proc/${pid}/status`;
	const status = existsSync(path) ? readFileSync(path, "utf8") : "";
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
