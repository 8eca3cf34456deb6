/**
 * Keeps and imports articles at moments at which clocks are put forward and back, and says what the archive
 * holds. What it says must not depend on the time zone of the process. Usage: zoned FOLDER
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openArchive } from "../../src/keep/archive.ts";
import { importFolder } from "../../src/keep/import.ts";
import { readIndexDump } from "../../src/keep/reindex.ts";
import { articleAt, keepingOf } from "../keep/support.ts";

const [folder = ""] = process.argv.slice(2);
/** Half an hour before clocks are put forward, and before they are put back, in New York. */
const CHANGES = [Date.UTC(2026, 2, 8, 6, 30), Date.UTC(2026, 10, 1, 5, 30)];
const HALF_HOUR_MS = 1_800_000;

let time = 0;
const archive = await openArchive(join(folder, "archive"), { now: () => time });
for (const change of CHANGES) {
	for (let step = 0; step < 5; step++) {
		time = change + step * HALF_HOUR_MS;
		const address = `https://news.example/a/${time}`;
		// As a page writes it that names no zone: at an hour that some zones have twice, or not at all.
		const published = new Date(time).toISOString().slice(0, 19);
		await archive.keep({
			...keepingOf({ stamp: time }),
			article: { ...articleAt(address, "时刻"), published },
		});
	}
}
mkdirSync(join(folder, "posts", "_posts"), { recursive: true });
for (const date of ["2026-03-08 02:30:00", "2026-11-01", "2026-11-01 01:30:00 +0800"]) {
	const name = date.replace(/\D+/g, "-");
	const front = `---\nlayout: post\ntitle: "标题"\ndate: ${date}\nfrom: https://posts.example/${name}\n---\n`;
	writeFileSync(join(folder, "posts", "_posts", `${name}.md`), `${front}\n<div>正文${name}</div>\n`);
}
for await (const { kind } of importFolder(archive, join(folder, "posts")))
	if (kind !== "new") throw new Error(kind);
await archive.close();
const files = readdirSync(join(folder, "archive", "articles"), { recursive: true }) as string[];
process.stdout.write([...files.sort(), ...readIndexDump(join(folder, "archive"))].join("\n"));
