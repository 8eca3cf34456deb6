/**
 * npm run bench:img [-- --json]: the picture endpoint beside ipx, a bare Node and sharp server, and a
 * bare Node server of bytes at hand, in one run, by turns. Shares are by wall clock, and by CPU time of
 * the whole process tree, which stays true on a machine that does other work meanwhile.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedPath } from "../../test/support/shared.ts";
import { type Load, load } from "./load.ts";
import { runPairs } from "./pairs.ts";
import { drawPhoto, numbered } from "./photo.ts";

const PHOTOS = 300;
const ROUNDS = 9;
const COLD_REQUESTS = 24;
const COLD_CONNECTIONS = 2;
const HIT_REQUESTS = 3000;
const HIT_CONNECTIONS = 16;
/** The effort at which everyone's WebP is compared as equals: sharp's own default. */
const EQUAL_EFFORT = 4;

interface Running {
	readonly name: string;
	readonly port: number;
	readonly child: ChildProcess;
}

async function start(name: string, folder: string, effort: string): Promise<Running> {
	const child = fork(join(import.meta.dirname, "servers.ts"), [name, folder, effort], {
		stdio: ["ignore", "ignore", "inherit", "ipc"],
	});
	const port = await new Promise<number>((resolve) => child.once("message", (told) => resolve(Number(told))));
	return { name: effort === "" ? name : `${name} effort ${effort}`, port, child };
}

function treeOf(pid: number): number[] {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
	return [
		pid,
		...children
			.split(" ")
			.filter(Boolean)
			.flatMap((child) => treeOf(Number(child))),
	];
}

const TICKS_A_SECOND = 100;

/** CPU seconds and resident megabytes of a process and all below it. */
function costOf(pid: number): { cpu: number; rssMb: number } {
	const cost = { cpu: 0, rssMb: 0 };
	for (const each of treeOf(pid)) {
		const [, rest = ""] = readFileSync(`/proc/${each}/stat`, "utf8").split(") ");
		const fields = rest.split(" ");
		cost.cpu += (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
		cost.rssMb +=
			Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${each}/status`, "utf8"))?.[1] ?? 0) / 1024;
	}
	return cost;
}

interface Measured {
	readonly ms: number[];
	readonly cpuMs: number[];
	readonly bytes: number[];
}

/** Asks each server in turn, round after round, so that a busy moment of the machine falls on all. */
async function byTurns(
	servers: readonly Running[],
	wanted: (name: string, round: number) => Omit<Load, "port">,
): Promise<Map<string, Measured>> {
	const measured = new Map(servers.map(({ name }) => [name, { ms: [], cpuMs: [], bytes: [] } as Measured]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const { name, port, child } of servers) {
			const pid = child.pid ?? 0;
			const ask = { port, ...wanted(name, round) };
			const before = costOf(pid).cpu;
			const { seconds, bytes, statuses } = await load(ask);
			const bad = Object.keys(statuses).filter((status) => status !== "200" && status !== "304");
			if (bad.length > 0) throw new Error(`${name} answered ${bad.join(", ")}: fix that before timing it`);
			const result = measured.get(name);
			result?.ms.push((seconds * 1000) / ask.requests);
			result?.cpuMs.push(((costOf(pid).cpu - before) * 1000) / ask.requests);
			result?.bytes.push(bytes / ask.requests);
		}
	}
	return measured;
}

function median(values: readonly number[]): number {
	return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The median of each round's ratio: a round's two sides ran within the same seconds. */
function ratio(of: readonly number[] = [], to: readonly number[] = []): number {
	return median(of.map((value, round) => value / (to[round] ?? Number.NaN)));
}

const targetOf = (name: string, number: number): string => {
	const photo = `photo-${number}.jpg`;
	return name.startsWith("ipx")
		? `/w_640,f_webp/${photo}`
		: `/img?url=photos.test/${photo}&w=640&output=webp`;
};

function installPeers(): void {
	if (existsSync(join(import.meta.dirname, "node_modules", "ipx"))) return;
	const options = ["install", "--no-audit", "--no-fund", "--no-package-lock"];
	execFileSync("npm", options, { cwd: import.meta.dirname, stdio: "ignore" });
}

async function runCold(folder: string): Promise<{ table: Map<string, Measured>; rssMb: number }> {
	const servers = await Promise.all([
		start("ours", folder, ""),
		start("ours", folder, String(EQUAL_EFFORT)),
		start("bare", folder, String(EQUAL_EFFORT)),
		start("ipx", folder, ""),
	]);
	// The first pictures warm workers and code; they are not asked for again.
	for (const { name, port } of servers) {
		await load({
			port,
			target: (number) => targetOf(name, number),
			requests: 20,
			connections: COLD_CONNECTIONS,
		});
	}
	const table = await byTurns(servers, (name, round) => ({
		target: (number) => targetOf(name, 20 + round * COLD_REQUESTS + number),
		requests: COLD_REQUESTS,
		connections: COLD_CONNECTIONS,
	}));
	const rssMb = Math.round(costOf(servers[0]?.child.pid ?? 0).rssMb);
	for (const { child } of servers) child.kill();
	return { table, rssMb };
}

async function runHits(
	folder: string,
): Promise<{ hits: Map<string, Measured>; unchanged: Map<string, Measured> }> {
	const ours = [await start("ours", folder, ""), await start("ours-hono", folder, "")];
	const target = targetOf("ours", 0);
	const first = await fetch(`http://127.0.0.1:${ours[0]?.port}${target}`);
	await writeFile(join(folder, "answer.bin"), Buffer.from(await first.arrayBuffer()));
	const headers = Object.fromEntries(
		[...first.headers].filter(([name]) => !/^(date|connection|keep-alive)$/.test(name)),
	);
	await writeFile(join(folder, "answer.json"), JSON.stringify(headers));
	const servers = [...ours, await start("static", folder, "")];
	const same = { target: () => target, requests: HIT_REQUESTS, connections: HIT_CONNECTIONS };
	for (const { port } of servers) await load({ port, ...same, requests: 500 });
	const hits = await byTurns(servers, () => same);
	const known = `if-none-match: ${headers["etag"]}\r\n`;
	const unchanged = await byTurns(ours, () => ({ ...same, headers: known }));
	for (const { child } of servers) child.kill();
	return { hits, unchanged };
}

const show = (value: number, digits = 2): string => value.toFixed(digits).padStart(9);

function printTable(title: string, table: ReadonlyMap<string, Measured>): void {
	console.log(`\n${title.padEnd(34)}  ms/request  CPU ms  bytes`);
	for (const [name, { ms, cpuMs, bytes }] of table) {
		console.log(`${name.padEnd(34)}${show(median(ms), 3)}${show(median(cpuMs), 3)}${show(median(bytes), 0)}`);
	}
}

installPeers();
const folder = await mkdtemp(join(tmpdir(), "pressmark-bench-img-"));
const photo = await drawPhoto();
for (let number = 0; number < PHOTOS; number++) {
	await writeFile(join(folder, `photo-${number}.jpg`), numbered(photo, number));
}
const { table, rssMb } = await runCold(folder);
const { hits, unchanged } = await runHits(folder);
const pairsPath = sharedPath("bench/weserv/pairs.json");
const pairs = pairsPath === null ? null : await runPairs(pairsPath);
await rm(folder, { recursive: true, force: true });

const of = (name: string): Measured | undefined => table.get(name);
const bare = of(`bare effort ${EQUAL_EFFORT}`);
const equal = of(`ours effort ${EQUAL_EFFORT}`);
const result = {
	coldShare: ratio(bare?.ms, equal?.ms),
	coldShareByCpu: ratio(bare?.cpuMs, equal?.cpuMs),
	ipxColdShareByCpu: ratio(bare?.cpuMs, of("ipx")?.cpuMs),
	coldCpuRatioToIpx: ratio(of("ours")?.cpuMs, of("ipx")?.cpuMs),
	bytesRatioToIpx: ratio(of("ours")?.bytes, of("ipx")?.bytes),
	hitShare: ratio(hits.get("static")?.ms, hits.get("ours")?.ms),
	hitShareByCpu: ratio(hits.get("static")?.cpuMs, hits.get("ours")?.cpuMs),
	hitShareHono: ratio(hits.get("static")?.ms, hits.get("ours-hono")?.ms),
	unchangedCpuMs: median(unchanged.get("ours")?.cpuMs ?? []),
	pairs: pairs === null ? null : pairs.right / pairs.all,
	rssMb,
};
const rounded = Object.fromEntries(
	Object.entries(result).map(([name, value]) => [name, value === null ? null : Number(value.toFixed(3))]),
);
if (process.argv.includes("--json")) console.log(JSON.stringify(rounded));
else {
	printTable("cold, 1200x800 JPEG to 640 WebP", table);
	printTable("hit in memory", hits);
	printTable("304", unchanged);
	console.log(`\n${JSON.stringify(rounded, null, 1)}`);
	if (pairs === null) console.log("SKIPPED: the size pairs lie in ../shared, which is not beside this clone");
	for (const line of pairs?.wrong ?? []) console.log(`  ${line}`);
}
