import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readFeed } from "../../src/index.ts";
import { sharedPath } from "../../test/support/shared.ts";

/** What every reader gives, in the shape that the shared checks look at. */
export interface Reading {
	readonly entries: readonly unknown[];
}

/** A feed reader under its name; it throws or rejects where it finds no feed. */
export interface Reader {
	readonly name: string;
	readonly parse: (bytes: Uint8Array, contentType?: string, url?: string) => Promise<Reading> | Reading;
}

export const pressmark: Reader = {
	name: "pressmark",
	parse: (bytes, contentType, url) => {
		const feed = readFeed(bytes, { contentType: contentType ?? null, url: url ?? null });
		if (feed === null) throw new Error("no feed in these bytes");
		return feed;
	},
};

const PEERS = {
	feedsmith: "feedsmith",
	"rss-parser": "rss-parser",
	"feed-parser": "rowanmanning",
	feedparser: "feedparser",
};

/** The other readers, through the shared adapters; none where those are not beside this clone. */
export async function peers(): Promise<readonly Reader[]> {
	const found: Reader[] = [];
	for (const [name, file] of Object.entries(PEERS)) {
		const path = sharedPath(`bench/feeds/peers/${file}.mjs`);
		if (path === null) continue;
		const { parse } = (await import(pathToFileURL(path).href)) as Pick<Reader, "parse">;
		found.push({ name, parse });
	}
	return found;
}

/** Installs the peers beside this file at the first run, and makes this folder the one they are found from. */
export function enterPeersFolder(): void {
	process.chdir(import.meta.dirname);
	if (existsSync(join(import.meta.dirname, "node_modules", "feedsmith"))) return;
	execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
		stdio: ["ignore", 2, 2],
	});
}
