/**
 * What one would write without Pressmark: the files, with group fsync, and an FTS5 table of character
 * pairs. No revisions, no ledger, no hashes, no fields. Says what processor time it took. Usage: bare TARGET SOURCE…
 */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const GROUP = 128;
const [target = "", ...sources] = process.argv.slice(2);

function pairsOf(text: string): string {
	const characters = Array.from(text);
	const pairs = new Set<string>();
	for (let at = 1; at < characters.length; at++)
		pairs.add(`${characters[at - 1]}${characters[at]}`.replace(/[\s"]/g, "_"));
	return [...pairs].join(" ");
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
	const handle = await open(`${file}.tmp`, "w");
	await handle.writeFile(bytes);
	await handle.sync();
	await handle.close();
	await rename(`${file}.tmp`, file);
}

async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, "r");
	await handle.sync();
	await handle.close();
}

await mkdir(target, { recursive: true });
const db = new DatabaseSync(join(target, "bare.sqlite"));
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
db.exec("CREATE VIRTUAL TABLE pairs USING fts5(text, content='', tokenize='unicode61')");
const insert = db.prepare("INSERT INTO pairs (text) VALUES (?)");
const files = sources.flatMap((source) =>
	(readdirSync(source, { recursive: true }) as string[])
		.filter((name) => name.endsWith(".md"))
		.map((name) => join(source, name)),
);
for (let start = 0; start < files.length; start += GROUP) {
	const group = files
		.slice(start, start + GROUP)
		.map((file, n) => ({ name: `${start + n}-${basename(file)}`, bytes: readFileSync(file) }));
	await Promise.all(group.map(({ name, bytes }) => writeDurably(join(target, name), bytes)));
	await syncFolder(target);
	db.exec("BEGIN");
	for (const { bytes } of group) insert.run(pairsOf(bytes.toString("utf8").replace(/<[^>]*>/g, " ")));
	db.exec("COMMIT");
}
db.close();
console.log(JSON.stringify(process.cpuUsage()));
