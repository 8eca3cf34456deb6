/** Reads one file with one reader and prints what that took as JSON: run by speed.ts, so that memory is the reader's own. */
import { readFileSync } from "node:fs";
import { enterPeersFolder, peers, pressmark } from "./readers.ts";

const [, , name, file = ""] = process.argv;
enterPeersFolder();
const reader = name === pressmark.name ? pressmark : (await peers()).find((peer) => peer.name === name);
if (reader === undefined) throw new Error(`no reader is called ${name}`);
const bytes = readFileSync(file);
const start = performance.now();
const { entries } = await reader.parse(bytes, "application/rss+xml", "https://news.example.com/feed.xml");
const ms = performance.now() - start;
console.log(
	JSON.stringify({ ms, megabytes: process.resourceUsage().maxRSS / 1024, entries: entries.length }),
);
