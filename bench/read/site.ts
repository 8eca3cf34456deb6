/** How fast a site is written, and written again: `node bench/read/site.ts [--articles 100000] [--json]`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSite } from "../../src/publish/site.ts";
import { outputFolder } from "../../src/publish/write.ts";
import { endlessLibrary } from "./endless.ts";

const asked = process.argv.indexOf("--articles");
const articles = asked === -1 ? 100_000 : Number(process.argv[asked + 1]);
const GROWN = 10;

const folder = mkdtempSync(join(tmpdir(), "site-"));
const library = endlessLibrary(articles);
const output = outputFolder(folder);
const write = async (): Promise<number> => {
	const began = performance.now();
	await writeSite({
		library,
		output,
		name: "Pressmark",
		language: "zh-Hans",
		zone: "UTC",
		baseUrl: "https://news.example/",
	});
	return (performance.now() - began) / 1000;
};

const first = await write();
library.grow(GROWN);
const again = await write();
// As the system counts it: writing does not stop for a timer to look.
const memoryKb = process.resourceUsage().maxRSS;
rmSync(folder, { recursive: true });

const result = {
	articles,
	pagesPerSecond: Math.round(articles / first),
	againSeconds: Number(again.toFixed(2)),
	memoryMb: Math.round(memoryKb / 1024),
};
if (process.argv.includes("--json")) console.log(JSON.stringify({ pressmark: result }));
else {
	console.log(`| site of ${articles} articles | |\n|---|---|`);
	console.log(
		`| pages a second | ${result.pagesPerSecond} |\n| written again after ${GROWN} more | ${result.againSeconds} s |\n| most memory | ${result.memoryMb} MB |`,
	);
}
