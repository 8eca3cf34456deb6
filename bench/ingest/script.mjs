// What the scripts before us did, as fairly as it can be done in one screen: each feed by rss-parser, each page by
// fetch, the article by Readability on linkedom, one file written; eight outlets at a time; no picture, no revision.
// node script.mjs <origin> <folder>
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import Parser from "rss-parser";

const [origin, folder] = process.argv.slice(2);
const AT_ONCE = 8;
const parser = new Parser();
const list = await (await fetch(`${origin}/`)).text();
const feeds = list
	.trim()
	.split("\n")
	.map((line) => line.split("\t"));
let kept = 0;
let failed = 0;

async function keep(outlet, item) {
	const response = await fetch(item.link);
	if (!response.ok) throw new Error(`answered ${response.status}`);
	const { document } = parseHTML(await response.text());
	const article = new Readability(document).parse();
	if (!article?.content) throw new Error("no article");
	const stamp = Date.parse(item.isoDate ?? item.pubDate);
	const name = createHash("sha256").update(item.link).digest("hex").slice(0, 10);
	const body = article.content
		.split("\n")
		.map((line) => line.trim())
		.join("");
	mkdirSync(join(folder, outlet), { recursive: true });
	writeFileSync(
		join(folder, outlet, `${name}.md`),
		`<!--${stamp}-->\n[${item.title.trim()}](${item.link})\n------\n\n${body}\n`,
	);
}

async function mirror([outlet, address]) {
	const feed = await parser.parseString(await (await fetch(address)).text());
	for (const item of feed.items) {
		try {
			await keep(outlet, item);
			kept++;
		} catch {
			failed++;
		}
	}
}

const queue = feeds.values();
await Promise.all(
	Array.from({ length: AT_ONCE }, async () => {
		for (const feed of queue) await mirror(feed);
	}),
);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ kept, failed, cpuMs: (user + system) / 1000 }));
process.exit(0);
