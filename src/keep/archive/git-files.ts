import { existsSync, readFileSync } from "node:fs";
import { placeOf } from "./layout.ts";
import { writeWhole } from "./whole.ts";

/** Bytes stay as they are on every system: the ledger's hashes are of bytes. */
const ATTRIBUTES = "* -text\n*.warc.gz binary\nmedia/** binary\n";

/** What is derived or private, and must never come into git. */
const NEVER = ["index.sqlite*", ".lock", ".staging/", ".cache/", ".key", ".polls.jsonl", "*.next", "*.new"];

/** What is too large for a free host: whoever has room removes these lines. */
const LARGE = ["captures/", "media/"];

/**
 * Writes `.gitattributes` and `.gitignore` where they are not there: an archive may lie in any repository. A
 * `.gitignore` that is there gets the lines that it lacks of what must never come into git.
 */
export function writeGitFiles(root: string): void {
	if (!existsSync(placeOf(root, ".gitattributes"))) writeWhole(root, ".gitattributes", ATTRIBUTES);
	const place = placeOf(root, ".gitignore");
	const had = existsSync(place) ? readFileSync(place, "utf8") : null;
	if (had === null) writeWhole(root, ".gitignore", linesOf([...NEVER, ...LARGE]));
	else writeWhole(root, ".gitignore", completed(had));
}

function completed(text: string): string {
	const had = new Set(text.split("\n").map((line) => line.trim()));
	const missing = NEVER.filter((pattern) => !had.has(pattern));
	return missing.length === 0 || text.endsWith("\n") || text === ""
		? text + linesOf(missing)
		: `${text}\n${linesOf(missing)}`;
}

function linesOf(patterns: readonly string[]): string {
	return patterns.map((pattern) => `${pattern}\n`).join("");
}
