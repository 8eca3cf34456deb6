import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Bytes stay as they are on every system: the ledger's hashes are of bytes. */
const ATTRIBUTES = "* -text\n*.warc.gz binary\nmedia/** binary\n";

/** What is derived, private, or too large for a free host. */
const IGNORED = ["index.sqlite*", ".lock", ".staging/", ".cache/", ".key", "*.next", "captures/", "media/"];

/** Writes `.gitattributes` and `.gitignore` where they are not there: an archive may lie in any repository. */
export function writeGitFiles(root: string): void {
	writeOnce(root, ".gitattributes", ATTRIBUTES);
	writeOnce(root, ".gitignore", `${IGNORED.join("\n")}\n`);
}

function writeOnce(root: string, name: string, text: string): void {
	if (!existsSync(join(root, name))) writeFileSync(join(root, name), text);
}
