/**
 * How fast an archive is filled, made again, verified and asked. `npm run bench:keep -- [articles]`: the
 * made-up archive has 20,000 short articles unless told otherwise.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDocument } from "../../src/article/document.ts";
import { verifyArchive } from "../../src/keep/archive/verify.ts";
import { openArchive } from "../../src/keep/archive.ts";
import { readIndexDump, reindex } from "../../src/keep/reindex.ts";
import { sharedPath } from "../../test/support/shared.ts";
import { articleAt } from "./crash/samples.ts";
import { measureMany } from "./run/many.ts";

const articles = Number(process.argv[2] ?? 20_000);
const RUNS = 3;
const FLIPS = 1000;
const COPIES = 5;
const BLOB_BYTES = 64 << 20;
const scratch = mkdtempSync(join(tmpdir(), "pressmark-keep-"));

function row(what: string, measured: string, goal: string): void {
	console.log(`| ${what} | ${measured} | ${goal} |`);
}

interface Spent {
	readonly wallMs: number;
	readonly cpuMs: number;
}

function spend(script: string, target: string, sources: readonly string[]): Spent {
	rmSync(target, { recursive: true, force: true });
	const began = performance.now();
	const child = spawnSync(process.execPath, [join(import.meta.dirname, "run", script), target, ...sources]);
	if (child.status !== 0) throw new Error(`${script}: ${child.stderr}`);
	const { user, system } = JSON.parse(child.stdout.toString()) as NodeJS.CpuUsage;
	return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000 };
}

const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Ours and the bare script by turns, so that both meet the same machine. */
function importSpeed(sources: readonly string[]): string {
	const target = join(scratch, "corpus");
	const turns = Array.from({ length: RUNS }, () => ({
		bare: spend("bare.ts", join(scratch, "bare"), sources),
		ours: spend("ours.ts", target, sources),
	}));
	const ratio = (of: (spent: Spent) => number): string =>
		median(turns.map(({ ours, bare }) => of(ours) / of(bare))).toFixed(2);
	const seconds = (median(turns.map(({ ours }) => ours.wallMs)) / 1000).toFixed(1);
	row(
		"import of the shared corpus, against the bare script",
		`${ratio(({ wallMs }) => wallMs)}x the time, ${ratio(({ cpuMs }) => cpuMs)}x the processor's (${seconds} s)`,
		"<= 1.6x",
	);
	return target;
}

/** An archive large enough that starting does not count: a folder's documents, several times over. */
async function copyOften(source: string, target: string): Promise<string> {
	const files = (readdirSync(join(source, "articles"), { recursive: true }) as string[]).filter((name) =>
		name.endsWith(".md"),
	);
	const archive = await openArchive(target, { now: Date.now });
	for (let copy = 0; copy < COPIES; copy++) {
		const kept = files.map((name, n) => {
			const document = readDocument(readFileSync(join(source, "articles", name), "utf8"));
			const address = `https://news.example/${copy}/${n}`;
			return archive.keep({
				...{ outlet: "example", outletName: "Example", article: articleAt(address, document?.title ?? "") },
				...{ body: document?.body ?? "", stamp: Date.UTC(2020, 0, 1) + (copy * files.length + n) * 600_000 },
				...{ capture: null, pictures: [], by: "outlet" },
			});
		});
		await Promise.all(kept);
	}
	await archive.close();
	return target;
}

async function reindexSpeed(folder: string, what: string): Promise<void> {
	await reindex(folder);
	const first = dumpHash(folder);
	const before = process.cpuUsage();
	const began = performance.now();
	const { revisions } = await reindex(folder);
	const perSecond = Math.round((revisions * 1000) / (performance.now() - began));
	const { user, system } = process.cpuUsage(before);
	const perCpuSecond = Math.round((revisions * 1e6) / (user + system));
	const same = first === dumpHash(folder) ? "same dump" : "DIFFERENT dump";
	row(
		`reindex, ${what}`,
		`${perSecond} documents/s, ${perCpuSecond} a second of processor, ${same}`,
		">= 1,000/s, same",
	);
}

function dumpHash(folder: string): string {
	const hash = createHash("sha256");
	for (const line of readIndexDump(folder)) hash.update(`${line}\n`);
	return hash.digest("hex");
}

async function problemsIn(folder: string): Promise<string[]> {
	const problems: string[] = [];
	for await (const { path } of verifyArchive(folder)) problems.push(path);
	return problems;
}

async function verifySpeed(folder: string): Promise<void> {
	const archive = await openArchive(folder, { now: Date.now });
	const png = Buffer.alloc(BLOB_BYTES, "·");
	Buffer.from("89504e470d0a1a0a0000000d4948445200000003000000020806000000", "hex").copy(png);
	for (const n of [1, 2, 3, 4]) {
		png[png.length - 1] = n;
		await archive.keepPicture(`https://p.example/${n}.png`, { content: png });
	}
	await archive.flush();
	await archive.close();
	const began = performance.now();
	const problems = await problemsIn(folder);
	const bytes = keptFiles(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
	const speed = Math.round(bytes / 1e6 / ((performance.now() - began) / 1000));
	row(
		"verify",
		`${speed} MB/s, ${problems.length} false alarms in ${(bytes / 1e6).toFixed(0)} MB`,
		"400 MB/s-class, 0",
	);
}

function keptFiles(folder: string): string[] {
	return (readdirSync(folder, { recursive: true }) as string[]).filter(
		(name) => !/^(\.|index\.sqlite)/.test(name) && statSync(join(folder, name)).isFile(),
	);
}

/** R7, on an archive small enough to be verified a thousand times. */
async function flipBits(): Promise<void> {
	const folder = join(scratch, "flips");
	const archive = await openArchive(folder, { now: () => Date.UTC(2024, 0, 1) });
	await fill(archive, 40);
	await archive.flush();
	await archive.close();
	const files = keptFiles(folder);
	let named = 0;
	for (let flip = 0; flip < FLIPS; flip++) {
		const name = files[Math.floor(Math.random() * files.length)] ?? "";
		const place = join(folder, name);
		const whole = readFileSync(place);
		const flipped = Buffer.from(whole);
		const at = Math.floor(Math.random() * whole.length);
		flipped[at] = (flipped[at] ?? 0) ^ (1 << (flip % 8));
		writeFileSync(place, flipped);
		// A ledger is one thing: its last line is covered by the checkpoint, and the key by the manifest.
		const isLedger = /^(ledger\/|pressmark)/.test(name);
		const problems = await problemsIn(folder);
		if (problems.some((path) => path === name || (isLedger && path === "ledger/checkpoint"))) named++;
		else console.error(`not named: ${name}, byte ${at}, bit ${flip % 8}`);
		writeFileSync(place, whole);
	}
	row(
		`one bit flipped in ${FLIPS} random places`,
		`${named} named, ${(await problemsIn(folder)).length} false alarms`,
		`${FLIPS}, 0`,
	);
}

type Filling = Awaited<ReturnType<typeof openArchive>>;

async function fill(archive: Filling, count: number): Promise<void> {
	const about = {
		outlet: "example",
		outletName: "Example",
		capture: null,
		pictures: [],
		by: "outlet",
	} as const;
	const AT_ONCE = 512;
	for (let start = 0; start < count; start += AT_ONCE) {
		const group = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) => {
			const n = start + index;
			const article = articleAt(`https://news.example/a/${n}`, `第${n}篇`);
			return archive.keep({
				...about,
				article,
				body: `<p>编号${n}的短讯。</p>`,
				stamp: Date.UTC(2020, 0, 1) + n * 600_000,
			});
		});
		await Promise.all(group);
	}
}

console.log("| what | measured | goal |\n|---|---|---|");
try {
	measureMany(join(scratch, "many"), articles, row);
	rmSync(join(scratch, "many"), { recursive: true });
	await flipBits();
	const sources = ["corpus/waimei", "corpus/duty-machine"].flatMap((path) => sharedPath(path) ?? []);
	if (sources.length === 0) console.error("SKIPPED: ../shared/corpus is not beside this clone");
	else {
		const corpus = importSpeed(sources);
		const copies = await copyOften(corpus, join(scratch, "copies"));
		await reindexSpeed(copies, `the shared corpus ${COPIES} times under other addresses`);
		await verifySpeed(corpus);
	}
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
